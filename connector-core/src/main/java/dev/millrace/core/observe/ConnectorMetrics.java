package dev.millrace.core.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connector's meters. Their names are part of the interface; no label ever carries a key or a value. Safe for all threads.
 */
public final class ConnectorMetrics {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final long LONGEST_SECONDS = Duration.ofDays(36_500).toSeconds();

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, Counter> records = new ConcurrentHashMap<>();
    private final Map<String, Timer> endToEnd = new ConcurrentHashMap<>();
    private final Timer sourceToKafka;
    private final Timer queueWait;
    private final Timer apply;
    private final Timer commit;
    private final Counter rebalances;
    private final DistributionSummary batchSize;
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong inFlightBytes = new AtomicLong();
    private final Map<String, AtomicLong> paused = new ConcurrentHashMap<>();
    private final Counter gaps;
    private final AtomicLong lag = new AtomicLong();
    private final AtomicLong lastPollMillis;

    public ConnectorMetrics(MeterRegistry registry, Clock clock, String version) {
        this.registry = registry;
        this.clock = clock;
        this.sourceToKafka = histogram(
                        "cdc.source.to.kafka.latency", "Source commit to the record's time on the broker")
                .register(registry);
        this.queueWait =
                histogram("cdc.queue.wait", "Poll to the start of its batch").register(registry);
        this.apply = histogram("cdc.apply.duration", "One call of the target with one batch")
                .register(registry);
        this.commit = histogram("cdc.commit.duration", "One commit of offsets").register(registry);
        this.batchSize = DistributionSummary.builder("cdc.batch.rows")
                .description("Rows in one call of the target")
                .register(registry);
        this.rebalances = Counter.builder("cdc.rebalances")
                .description("Assignments, revocations and losses of partitions")
                .register(registry);
        this.gaps = Counter.builder("cdc.gaps")
                .description("Partitions whose next change was gone")
                .register(registry);
        Gauge.builder("cdc.inflight.bytes", inFlightBytes, AtomicLong::get)
                .description("Bytes of keys and values polled and not settled")
                .register(registry);
        this.lastPollMillis = new AtomicLong(clock.millis());
        Gauge.builder("cdc.inflight.records", inFlight, AtomicLong::get)
                .description("Records polled and not settled")
                .register(registry);
        Gauge.builder("cdc.consumer.lag.records", lag, AtomicLong::get)
                .description("Records between the positions and the ends of the assigned partitions")
                .register(registry);
        Gauge.builder("cdc.last.poll.timestamp.seconds", lastPollMillis, millis -> millis.get() / 1000.0)
                .description("When the poll loop last polled")
                .register(registry);
        Gauge.builder("cdc.build.info", () -> 1)
                .tags(Tags.of("version", version))
                .register(registry);
    }

    private static Timer.Builder histogram(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST)
                .maximumExpectedValue(LONGEST);
    }

    /** A record was settled. */
    public void settled(String outcome) {
        settled(outcome, 1);
    }

    /** So many records were settled. */
    public void settled(String outcome, int count) {
        records.computeIfAbsent(
                        outcome,
                        label -> Counter.builder("cdc.records")
                                .description("Settled records")
                                .tag("outcome", label)
                                .register(registry))
                .increment(count);
    }

    /** The time that the latencies are measured against. */
    public Instant now() {
        return clock.instant();
    }

    /**
     * A change was applied just now.
     *
     * @param committed when its source committed it
     */
    public void applied(String table, Instant committed) {
        applied(table, committed, now());
    }

    /**
     * A change was applied.
     *
     * @param committed when its source committed it
     * @param now of {@link #now()}
     */
    public void applied(String table, Instant committed, Instant now) {
        Timer timer = endToEnd.get(table);
        if (timer == null) {
            timer = endToEnd.computeIfAbsent(
                    table,
                    label -> histogram("cdc.end.to.end.latency", "Source commit to the target's acknowledgement")
                            .tag("table", label)
                            .register(registry));
        }
        record(timer, committed, now);
    }

    public void received(Instant committed, Instant onBroker) {
        record(sourceToKafka, committed, onBroker);
    }

    /** Every record comes here twice: no {@code Duration} is made. Clocks that disagree make no latency below zero. */
    private static void record(Timer timer, Instant from, Instant to) {
        long seconds = to.getEpochSecond() - from.getEpochSecond();
        // Beyond a century a double of seconds is all that counts, and nanoseconds would overflow.
        long nanos = Math.abs(seconds) > LONGEST_SECONDS
                ? TimeUnit.SECONDS.toNanos(seconds)
                : TimeUnit.SECONDS.toNanos(seconds) + to.getNano() - from.getNano();
        timer.record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    public void waited(Duration inQueue) {
        queueWait.record(inQueue);
    }

    public void wrote(int rows, Duration duration) {
        batchSize.record(rows);
        apply.record(duration);
    }

    public void committed(Duration duration) {
        commit.record(duration);
    }

    public void deadLettered(String reason) {
        Counter.builder("cdc.dlq.records")
                .description("Dead letters that the broker has stored")
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    public void rebalanced() {
        rebalances.increment();
    }

    public void inFlight(long count, long bytes) {
        inFlight.set(count);
        inFlightBytes.set(bytes);
    }

    public void gap() {
        gaps.increment();
    }

    /** @param reasons one for each paused partition */
    public void paused(Collection<String> reasons) {
        for (String reason : reasons) {
            paused.computeIfAbsent(reason, this::pausedGauge);
        }
        paused.forEach((reason, count) -> count.set(Collections.frequency(reasons, reason)));
    }

    private AtomicLong pausedGauge(String reason) {
        AtomicLong count = new AtomicLong();
        Gauge.builder("cdc.paused.partitions", count, AtomicLong::get)
                .description("Partitions from which nothing is fetched")
                .tag("reason", reason)
                .register(registry);
        return count;
    }

    public void lag(long count) {
        lag.set(count);
    }

    public void polled() {
        lastPollMillis.set(clock.millis());
    }

    /** When the poll loop last polled. */
    public Instant lastPoll() {
        return Instant.ofEpochMilli(lastPollMillis.get());
    }
}
