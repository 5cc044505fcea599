package dev.millrace.simulator.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends with an idempotent producer. One that has failed is not used again: what it had not stored comes again over new connections, to
 * a new producer.
 */
final class KafkaSink implements RecordSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSink.class);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Consumer<String> failed;
    /** Replaced under the lock; read by all senders. */
    private volatile Life life;

    /** A producer and whether it has failed. */
    private static final class Life {
        private final Producer<byte[], byte[]> producer;
        private boolean over;

        private Life(Producer<byte[], byte[]> producer) {
            this.producer = producer;
        }
    }

    /** @param failed told why whatever waits for a record waits in vain */
    KafkaSink(Supplier<Producer<byte[], byte[]>> producers, Consumer<String> failed) {
        this.producers = producers;
        this.failed = failed;
        this.life = new Life(producers.get());
    }

    /**
     * A sink over producers with these properties.
     *
     * @param given at least {@code bootstrap.servers}; what keeps the promise is set here
     */
    static KafkaSink connect(Map<String, String> given, Consumer<String> failed) {
        Map<String, Object> properties = new HashMap<>(given);
        properties.keySet().removeIf(name -> !ProducerConfig.configNames().contains(name));
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        // With several, a producer that meets a new leader may have to wait for its delivery timeout.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new KafkaSink(() -> new KafkaProducer<>(properties, bytes, bytes), failed);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of every outcome.
    public void send(ProducerRecord<byte[], byte[]> record, Runnable stored) throws InterruptedException {
        Life used = life;
        try {
            used.producer.send(record, (metadata, error) -> {
                if (error == null) {
                    stored.run();
                } else {
                    fail(used, record.topic(), error);
                }
            });
        } catch (InterruptException interrupted) {
            throw new InterruptedException("sending was interrupted");
        } catch (KafkaException | IllegalStateException refused) {
            fail(used, record.topic(), refused);
        }
    }

    private synchronized void fail(Life used, String topic, Exception error) {
        if (used.over) {
            return;
        }
        used.over = true;
        LOG.warn("Kafka did not take a record for {}: {}", topic, error.toString());
        failed.accept(topic + ": " + error.getMessage());
        life = new Life(producers.get());
        // Never by its own thread, which has to end for that.
        Thread closing = new Thread(() -> used.producer.close(Duration.ZERO), "closing producer");
        closing.setDaemon(true);
        closing.start();
    }

    @Override
    public void close() {
        life.producer.close(CLOSE);
    }
}
