package dev.millrace.core;

import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.engine.EngineFailure;
import dev.millrace.core.engine.Preview;
import dev.millrace.core.format.configured.RecordFormats;
import dev.millrace.core.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what the topics hold at the start, from the group's committed offsets on, and says what a connector would do with it.
 * Joins no group, writes nothing, commits nothing. What only the target's constraints would refuse is not seen.
 */
public final class DryRun {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PROGRESS_RECORDS = 100_000;

    private final ConnectorConfig config;
    private final Supplier<Target> openTarget;
    private final Consumer<String> progress;

    /**
     * @param openTarget connects for reading only
     * @param progress takes a line now and then
     */
    public DryRun(ConnectorConfig config, Supplier<Target> openTarget, Consumer<String> progress) {
        this.config = config;
        this.openTarget = openTarget;
        this.progress = progress;
    }

    /** @throws EngineFailure when the group could not go on where it has committed */
    public DryRunReport run() {
        KafkaClients kafka = new KafkaClients(config.kafka());
        new SourceTopics(config).requireReady();
        try (Target target = openTarget.get();
                org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer = kafka.consumer()) {
            Preview preview =
                    new Preview(RecordFormats.format(config), target, time -> LockSupport.parkNanos(time.toNanos()));
            Map<TopicPartition, Long> ends = assign(consumer);
            long read = 0;
            while (!isAtEnd(consumer, ends)) {
                List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
                consumer.poll(POLL).forEach(record -> {
                    if (record.offset() < endOf(ends, record)) {
                        records.add(record);
                    }
                });
                preview.look(records);
                if (read / PROGRESS_RECORDS != (read + records.size()) / PROGRESS_RECORDS) {
                    progress.accept(read + records.size() + " records read");
                }
                read += records.size();
            }
            return new DryRunReport(read, preview.applied(), preview.stale(), preview.skipped(), preview.rejected());
        }
    }

    private static long endOf(Map<TopicPartition, Long> ends, ConsumerRecord<byte[], byte[]> record) {
        return ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }

    private Map<TopicPartition, Long> assign(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : config.kafka().topics()) {
            for (PartitionInfo info : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(info.topic(), info.partition()));
            }
        }
        consumer.assign(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed =
                consumer.committed(partitions.stream().collect(Collectors.toSet()));
        Map<TopicPartition, Long> starts = new HashMap<>(consumer.beginningOffsets(partitions));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<TopicPartition> gaps = new ArrayList<>();
        committed.forEach((partition, offset) -> {
            if (offset == null) {
                return;
            }
            if (offset.offset() < starts.getOrDefault(partition, 0L)
                    || offset.offset() > ends.getOrDefault(partition, 0L)) {
                gaps.add(partition);
            }
            starts.put(partition, offset.offset());
        });
        if (!gaps.isEmpty()) {
            throw EngineFailure.gap(gaps);
        }
        starts.forEach(consumer::seek);
        return ends;
    }

    private static boolean isAtEnd(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
