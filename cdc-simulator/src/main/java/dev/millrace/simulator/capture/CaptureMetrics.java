package dev.millrace.simulator.capture;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Capture's meters; {@code docs/pipeline.md} has them all. Written by the thread that captures, read by any. */
final class CaptureMetrics {
    private final Counter changes;
    private final Counter units;
    private final Counter rolledBack;
    private final Timer durable;
    private final AtomicLong ordinal = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong paused = new AtomicLong();

    CaptureMetrics(MeterRegistry registry) {
        changes = Counter.builder("cdc.capture.changes")
                .description("Changes of units of work that have committed.")
                .register(registry);
        units = Counter.builder("cdc.capture.units")
                .description("Units of work that have committed.")
                .register(registry);
        rolledBack = Counter.builder("cdc.capture.rolled.back.units")
                .description("Units of work that were rolled back: nothing of them leaves Capture.")
                .register(registry);
        durable = Timer.builder("cdc.capture.durable")
                .description("From the commit of a unit of work to having it on disk.")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry);
        Gauge.builder("cdc.capture.durable.ordinal", ordinal::get)
                .description("The ordinal of the last change on disk.")
                .register(registry);
        Gauge.builder("cdc.capture.stored.bytes", stored::get)
                .description("Bytes of the changes on disk.")
                .register(registry);
        Gauge.builder("cdc.capture.paused", paused::get)
                .description("1 while nothing is read of the source's log: the storage is full, or cannot be written.")
                .register(registry);
    }

    void captured(int count) {
        units.increment();
        changes.increment(count);
    }

    void rolledBack(long count) {
        rolledBack.increment(count - rolledBack.count());
    }

    void durable(long lastOrdinal, long bytes) {
        ordinal.set(lastOrdinal);
        stored.set(bytes);
    }

    void durableAfter(Duration sinceCommit) {
        durable.record(sinceCommit.isNegative() ? Duration.ZERO : sinceCommit);
    }

    void paused(boolean is) {
        paused.set(is ? 1 : 0);
    }

    long durableOrdinal() {
        return ordinal.get();
    }

    long storedBytes() {
        return stored.get();
    }

    boolean isPaused() {
        return paused.get() == 1;
    }
}
