package dev.millrace.simulator.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The Publisher's meters; {@code docs/pipeline.md} has them all. Safe for all threads. */
final class PublisherMetrics {
    private final Counter changes;
    private final Counter bytes;
    private final Counter again;
    private final Counter connections;
    private final Timer acknowledgement;
    private final AtomicBoolean connected = new AtomicBoolean();
    private final AtomicLong durable = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();

    PublisherMetrics(PrometheusMeterRegistry registry) {
        changes = Counter.builder("cdc.publisher.changes")
                .description("Changes sent, those sent again included.")
                .register(registry);
        again = Counter.builder("cdc.publisher.repeated.changes")
                .description("Changes sent that this process had sent before.")
                .register(registry);
        bytes = Counter.builder("cdc.publisher.sent.bytes")
                .description("Bytes of the units of work sent.")
                .register(registry);
        connections = Counter.builder("cdc.publisher.connections")
                .description("Connections to a Dispatcher that began.")
                .register(registry);
        acknowledgement = Timer.builder("cdc.publisher.acknowledgement")
                .description("From sending a unit of work to its acknowledgement: stored in Kafka.")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry);
        Gauge.builder("cdc.publisher.connected", () -> connected.get() ? 1 : 0)
                .description("1 while a Dispatcher takes changes.")
                .register(registry);
        Gauge.builder("cdc.publisher.lag.changes", () -> Math.max(0, durable.get() - acknowledged.get()))
                .description("Changes that are stored and not acknowledged.")
                .register(registry);
        Gauge.builder("cdc.publisher.acknowledged.ordinal", acknowledged::get)
                .description("The ordinal up to which every change is acknowledged.")
                .register(registry);
    }

    void connected() {
        connections.increment();
        connected.set(true);
    }

    void disconnected() {
        connected.set(false);
    }

    boolean isConnected() {
        return connected.get();
    }

    /** @param repeated how many of the changes were sent before */
    void sent(int count, int repeated, int size) {
        changes.increment(count);
        again.increment(repeated);
        bytes.increment(size);
    }

    void durable(long ordinal) {
        durable.set(ordinal);
    }

    void acknowledged(long ordinal) {
        acknowledged.set(ordinal);
    }

    void acknowledgedAfter(long nanos) {
        acknowledgement.record(Duration.ofNanos(nanos));
    }

    long lag() {
        return Math.max(0, durable.get() - acknowledged.get());
    }

    long acknowledgedOrdinal() {
        return acknowledged.get();
    }
}
