package dev.millrace.bench.postgres;

import dev.millrace.bench.sample.Consumers;
import dev.millrace.bench.sample.Decoder;
import dev.millrace.core.target.RowWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The changes of a topic, decoded and in memory: what the connector needs beyond a bare client is what it adds.
 *
 * @param spec names the topic
 */
record DecodedRows(PassSpec spec) {
    /** What fits into the JVM's memory; a wide table has fewer rows then. */
    private static final int MOST_VALUES = 15_000_000;

    private static final Duration POLL = Duration.ofMillis(100);

    /** How many changes a pass over this table can have. */
    static int most(Shape shape, int records) {
        return Math.min(records, MOST_VALUES / shape.columns().size());
    }

    /** In their order, the changes of a row in one share. */
    List<List<RowWrite>> inShares(int shares) {
        List<List<RowWrite>> rows = new ArrayList<>();
        IntStream.range(0, shares).forEach(share -> rows.add(new ArrayList<>()));
        Decoder decoder = new Decoder(spec.shape().table());
        int missing = most(spec.shape(), spec.records());
        try (Consumer<byte[], byte[]> consumer = Consumers.create(spec.bootstrapServers(), spec.group())) {
            List<TopicPartition> partitions = IntStream.range(0, ChangeRecords.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(spec.topic(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (missing > 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (missing > 0) {
                        RowWrite write = decoder.decode(record);
                        rows.get(Math.floorMod(write.key().hashCode(), shares)).add(write);
                        missing--;
                    }
                }
            }
        }
        return rows;
    }
}
