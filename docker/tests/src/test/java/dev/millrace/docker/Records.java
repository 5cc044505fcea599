package dev.millrace.docker;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends changes of the one table as its source would. */
final class Records implements AutoCloseable {
    private static final Instant STORE_CLOCK_START = Instant.parse("1900-01-01T00:00:00Z");
    private static final int BITS_BELOW_MICROSECOND = 12;

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    Records(Deployment deployment) {
        this.topic = deployment.name();
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        deployment.stack().kafka().bootstrapServers(),
                        "linger.ms",
                        20,
                        "batch.size",
                        256 * 1024,
                        "compression.type",
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** An insert of now. Returns at once. */
    void insert(long id, String name) {
        long micros = ChronoUnit.MICROS.between(STORE_CLOCK_START, Instant.now());
        String record = String.format(
                Locale.ROOT,
                "{\"object_name\":\"%s\",\"stck\":\"%016X\",\"change_op\":\"I\",\"ordinal\":1,"
                        + "\"after_image\":{\"ID\":%d,\"NAME\":\"%s\",\"AMOUNT\":12.50}}",
                Deployment.SOURCE,
                micros << BITS_BELOW_MICROSECOND,
                id,
                name);
        var unused = producer.send(new ProducerRecord<>(topic, bytes(Long.toString(id)), bytes(record)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Waits for what was sent. */
    @Override
    public void close() {
        producer.close();
    }
}
