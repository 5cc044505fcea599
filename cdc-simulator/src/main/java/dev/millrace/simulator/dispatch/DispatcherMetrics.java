package dev.millrace.simulator.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The Dispatcher's meters; {@code docs/pipeline.md} has them all. Safe for all threads. */
final class DispatcherMetrics {
    private final MeterRegistry registry;
    private final Counter received;
    private final Counter stored;
    private final Counter units;
    private final Timer store;
    private final Timer source;
    private final LongSupplier publishers;
    private final LongSupplier unacknowledged;

    DispatcherMetrics(MeterRegistry registry, LongSupplier publishers, LongSupplier unacknowledged) {
        this.publishers = publishers;
        this.unacknowledged = unacknowledged;
        this.registry = registry;
        received = counter("cdc.dispatcher.received.changes", "Changes received, those received again included.");
        stored = counter("cdc.dispatcher.stored.records", "Records that Kafka has stored.");
        units = counter("cdc.dispatcher.units", "Units of work acknowledged.");
        store = timer("cdc.dispatcher.store", "From receiving a unit of work to having it stored in Kafka.");
        source = timer("cdc.dispatcher.source.latency", "From the commit at the source to having it stored in Kafka.");
        gauge("cdc.dispatcher.publishers", "Connections of Publishers.", publishers::getAsLong);
        gauge(
                "cdc.dispatcher.unacknowledged.changes",
                "Changes received and not stored yet.",
                unacknowledged::getAsLong);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    void received(int changes) {
        received.increment(changes);
    }

    void stored() {
        stored.increment();
    }

    void acknowledged(long storeNanos, Duration sinceCommit) {
        units.increment();
        store.record(Duration.ofNanos(storeNanos));
        source.record(sinceCommit.isNegative() ? Duration.ZERO : sinceCommit);
    }

    /** @param code a refusal's, or that of a connection that ended */
    void ended(String code) {
        Counter.builder("cdc.dispatcher.disconnects")
                .description("Connections that ended, by reason.")
                .tag("reason", code)
                .register(registry)
                .increment();
    }

    /** @param kind of the fault that was made on purpose */
    void fault(String kind) {
        faults(kind, 1);
    }

    /** @param kind of the faults that were made on purpose */
    void faults(String kind, long count) {
        Counter.builder("cdc.dispatcher.faults")
                .description("Faults made on purpose, by kind.")
                .tag("fault", kind)
                .register(registry)
                .increment((double) count);
    }

    long publishers() {
        return publishers.getAsLong();
    }

    long received() {
        return (long) received.count();
    }

    long storedRecords() {
        return (long) stored.count();
    }

    long unacknowledged() {
        return unacknowledged.getAsLong();
    }
}
