package dev.millrace.bench.sample;

import dev.millrace.bench.run.BenchFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

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
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(name(), Optional.of(PARTITIONS), Optional.empty())
                            .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"))))
                    .all()
                    .get();
        } catch (ExecutionException failure) {
            throw new BenchFailure("the topic " + name() + " could not be created", failure);
        }
        SampleRecords samples = new SampleRecords(Clock.systemUTC().millis() - BEHIND.toMillis());
        Keys.Rows rows = keys.rows(new SplittableRandom(seed));
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "1",
                "linger.ms",
                20,
                "batch.size",
                128 * 1024,
                "buffer.memory",
                64L * 1024 * 1024);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < records; i++) {
                int row = rows.next();
                // An acknowledgement that fails is found when the contestants count.
                var unused = producer.send(new ProducerRecord<>(name(), SampleRecords.key(row), samples.value(row)));
            }
        }
    }
}
