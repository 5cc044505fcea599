package dev.millrace.bench.sample;

import dev.millrace.bench.run.BenchFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes topics and who fills them, uncompressed: what a consumer spends is not on unpacking. */
public final class TopicWriter {
    private TopicWriter() {}

    /** A topic that keeps what it has. */
    public static void create(String bootstrapServers, String name, int partitions) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())
                            .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"))))
                    .all()
                    .get();
        } catch (ExecutionException failure) {
            throw new BenchFailure("the topic " + name + " could not be created", failure);
        }
    }

    /** For many records at once. Those of a partition stay in their order, whatever is sent again. */
    public static Producer<byte[], byte[]> producer(String bootstrapServers) {
        return producer(bootstrapServers, 20);
    }

    /** @param lingerMillis how long a record may wait for others */
    public static Producer<byte[], byte[]> producer(String bootstrapServers, int lingerMillis) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "linger.ms",
                lingerMillis,
                "batch.size",
                128 * 1024,
                "buffer.memory",
                64L * 1024 * 1024);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
