package dev.millrace.simulator.delivery;

import static dev.millrace.simulator.SimulatorError.KAFKA_SEND_FAILED;
import static dev.millrace.simulator.SimulatorError.KAFKA_STALLED;

import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.SourceChange;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Sends change records to Kafka, each to its table's topic under its row's key. Sending is asynchronous: a record that Kafka
 * refuses makes the next {@link #accept}, {@link #flush} or {@link #close} throw, and every one after it. Owned by one
 * thread; only acknowledgements come on the producer's.
 */
public final class KafkaDispatcher implements DeliverySink<SourceChange>, AutoCloseable {
    private static final int MOST_IN_FLIGHT = 20_000;
    /** Longer than the producer's own delivery.timeout.ms (2 min), which knows better why. */
    private static final Duration TIMEOUT = Duration.ofSeconds(150);

    private final Producer<byte[], byte[]> producer;
    private final TopicNames names;
    private final int mostInFlight;
    private final Duration timeout;
    private final PreciselyJson json = new PreciselyJson();

    /** Acquired by the owner for each record, released by the producer's thread with its acknowledgement. */
    private final Semaphore inFlight;

    /** Written once by the producer's thread, with the first failure; read by the owner. */
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

    /**
     * A dispatcher over a producer that becomes its own.
     *
     * @param mostInFlight the most records that are not acknowledged yet, at least 1
     * @param timeout the longest wait for room, for a flush, and for a close
     */
    public KafkaDispatcher(Producer<byte[], byte[]> producer, TopicNames names, int mostInFlight, Duration timeout) {
        this.producer = producer;
        this.names = names;
        this.mostInFlight = mostInFlight;
        this.timeout = timeout;
        this.inFlight = new Semaphore(mostInFlight);
    }

    /**
     * A dispatcher with an idempotent producer: no duplicate and no disorder but those that delivery makes on purpose.
     *
     * @param settings as {@link OrderedProducer} takes them
     */
    public static KafkaDispatcher connect(Map<String, String> settings, TopicNames names) {
        return new KafkaDispatcher(OrderedProducer.connect(settings), names, MOST_IN_FLIGHT, TIMEOUT);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of every outcome.
    public void accept(Delivered<SourceChange> delivered) throws InterruptedException {
        throwIfFailed();
        if (!inFlight.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throwIfFailed();
            throw stalled();
        }
        String topic = names.topic(delivered.change().table());
        try {
            producer.send(
                    new ProducerRecord<>(topic, json.key(delivered.change()), json.value(delivered.change())),
                    (metadata, error) -> acknowledged(topic, error));
        } catch (InterruptException e) {
            inFlight.release();
            throw interrupted(e);
        } catch (KafkaException | IllegalStateException e) {
            acknowledged(topic, e);
            throwIfFailed();
        }
    }

    /** Returns once everything is acknowledged; {@link SimulatorException} where something was refused or takes too long. */
    @Override
    public void flush() throws InterruptedException {
        // All permits back means all acknowledged. Unlike the producer's own flush, this wait has an end.
        if (inFlight.tryAcquire(mostInFlight, timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            inFlight.release(mostInFlight);
            throwIfFailed();
        } else {
            throwIfFailed();
            throw stalled();
        }
    }

    /** Sends what is buffered, within the timeout, and closes the producer; at once where a record was refused already. */
    @Override
    public void close() {
        producer.close(failure.get() == null ? timeout : Duration.ZERO);
        throwIfFailed();
        if (inFlight.availablePermits() < mostInFlight) {
            throw stalled();
        }
    }

    private void acknowledged(String topic, @Nullable Exception error) {
        if (error != null) {
            failure.compareAndSet(null, new Failure(topic, error));
        }
        inFlight.release();
    }

    private void throwIfFailed() {
        @Nullable Failure first = failure.get();
        if (first != null) {
            throw failed(first);
        }
    }

    private static SimulatorException failed(Failure failure) {
        return new SimulatorException(
                KAFKA_SEND_FAILED,
                failure.topic,
                "Kafka did not take a change record: " + failure.error.getMessage() + ".",
                "check the cluster, the topic and the right to write to it, then run again.",
                failure.error);
    }

    private SimulatorException stalled() {
        return new SimulatorException(
                KAFKA_STALLED,
                "Kafka",
                "change records were not acknowledged for " + timeout.toSeconds() + " s.",
                "check that the cluster is up and has enough replicas in sync.");
    }

    private static InterruptedException interrupted(InterruptException cause) {
        // Kafka sets the flag again and throws unchecked; we pass the checked form on, which clears it.
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException("sending was interrupted");
        interrupted.initCause(cause);
        return interrupted;
    }

    private record Failure(String topic, Exception error) {}
}
