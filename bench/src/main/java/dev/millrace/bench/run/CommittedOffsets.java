package dev.millrace.bench.run;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** What a group has committed to the broker, for topics that begin with offset 0. */
public final class CommittedOffsets {
    private CommittedOffsets() {}

    /** Records before the offsets of all partitions. */
    public static long sum(String bootstrapServers, String group) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (ExecutionException failure) {
            throw new BenchFailure("the committed offsets could not be read", failure);
        }
    }
}
