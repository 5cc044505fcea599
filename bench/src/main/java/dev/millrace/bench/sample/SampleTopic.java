package dev.millrace.bench.sample;

import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The topic that all contestants read, filled once.
 *
 * @param keys how its changes are spread over rows
 * @param records in all its partitions
 */
public record SampleTopic(Keys keys, long records) {
    public static final int PARTITIONS = 8;
    private static final Duration BEHIND = Duration.ofDays(1);

    public String name() {
        return nameOf(keys);
    }

    public static String nameOf(Keys keys) {
        return "bench." + keys.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Creates the topic and writes its records, uncompressed: what a consumer spends is not on unpacking. */
    public void fill(String bootstrapServers, long seed) throws InterruptedException {
        TopicWriter.create(bootstrapServers, name(), PARTITIONS);
        SampleRecords samples = new SampleRecords(Clock.systemUTC().millis() - BEHIND.toMillis());
        Keys.Rows rows = keys.rows(new SplittableRandom(seed));
        try (Producer<byte[], byte[]> producer = TopicWriter.producer(bootstrapServers)) {
            for (long i = 0; i < records; i++) {
                int row = rows.next();
                // An acknowledgement that fails is found when the contestants count.
                var unused = producer.send(new ProducerRecord<>(name(), SampleRecords.key(row), samples.value(row)));
            }
        }
    }
}
