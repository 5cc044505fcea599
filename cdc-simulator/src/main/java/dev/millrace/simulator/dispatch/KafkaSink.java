package dev.millrace.simulator.dispatch;

import dev.millrace.simulator.delivery.OrderedProducer;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
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
    /** Under the lock. */
    private Life life;

    /** A producer and whether it has failed. */
    private static final class Life {
        private final Producer<byte[], byte[]> producer;
        /** Under the sink's lock. */
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
     * @param given as {@link OrderedProducer} takes them
     */
    static KafkaSink connect(Map<String, String> given, Consumer<String> failed) {
        return new KafkaSink(() -> OrderedProducer.connect(given), failed);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of every outcome.
    public void send(ProducerRecord<byte[], byte[]> record, BooleanSupplier wanted, Runnable stored)
            throws InterruptedException {
        Life used;
        try {
            used = living();
        } catch (KafkaException noProducer) {
            if (wanted.getAsBoolean()) {
                cut(record.topic(), noProducer);
            }
            return;
        }
        if (!wanted.getAsBoolean()) {
            // Asked before there was a new producer, it could go there behind nothing of what its connection had sent
            // before it.
            return;
        }
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

    /** A producer that has not failed: a new one only once every connection of the former was cut. */
    private synchronized Life living() {
        if (life.over) {
            life = new Life(producers.get());
        }
        return life;
    }

    private void cut(String topic, Exception error) {
        LOG.warn("Kafka did not take a record for {}: {}", topic, error.toString());
        failed.accept(topic + ": " + error.getMessage());
    }

    private synchronized void fail(Life used, String topic, Exception error) {
        if (used.over) {
            return;
        }
        used.over = true;
        cut(topic, error);
        // Never by its own thread, which has to end for that.
        Thread closing = new Thread(() -> used.producer.close(Duration.ZERO), "closing producer");
        closing.setDaemon(true);
        closing.start();
    }

    @Override
    public void close() {
        // Not under the lock: callbacks that it waits for may take it.
        last().producer.close(CLOSE);
    }

    private synchronized Life last() {
        return life;
    }
}
