package dev.millrace.core.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/**
 * The connector's meters. Their names are part of the interface, {@code docs/observability.md} has them all; no label ever carries
 * a key or a value. Safe for all threads. Lanes count through {@link LaneMetrics}.
 */
public final class ConnectorMetrics {
    private static final double MILLIS_PER_SECOND = 1_000.0;

    private final MeterRegistry registry;
    private final Clock clock;
    private final Histograms.Family endToEnd;
    private final LatencyHistogram sourceToKafka;
    private final LatencyHistogram queueWait;
    private final LatencyHistogram apply;
    private final LatencyHistogram commit;
    private final LatencyHistogram heartbeat;
    private final Map<String, LatencyHistogram> tables = new ConcurrentHashMap<>();
    private final Map<String, Counter> outcomes = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> paused = new ConcurrentHashMap<>();
    private final Counter rebalances;
    private final Counter gaps;
    private final Counter rewinds;
    private final Counter ties;
    private final BoundedCounters deadLetters;
    private final BoundedCounters heartbeatFailures;
    private final DistributionSummary batchSize;
    private final AtomicLong inFlight;
    private final AtomicLong inFlightBytes;
    private final AtomicLong inFlightLimit;
    private final AtomicLong inFlightBytesLimit;
    private final AtomicLong lag;
    private final AtomicLong freshnessMillis;
    private final AtomicLong regressionMillis;
    private final AtomicLong breaker;
    private final AtomicLong lastPollMillis;
    private final AtomicLong lastEventMillis;
    private final TableLatencies recent = new TableLatencies();
    private final List<DoubleSupplier> targetTotals = new CopyOnWriteArrayList<>();

    /** Without labels that all have. */
    public ConnectorMetrics(MeterRegistry registry, Clock clock, String version) {
        this(registry, clock, version, Map.of());
    }

    /** @param common labels that every series gets: they say whose it is, however it was scraped */
    public ConnectorMetrics(MeterRegistry registry, Clock clock, String version, Map<String, String> common) {
        this.registry = registry;
        this.clock = clock;
        common.forEach((name, value) -> registry.config().commonTags(name, value));
        Histograms histograms = new Histograms(Labels.of(
                common.keySet().toArray(String[]::new), common.values().toArray(String[]::new)));
        endToEnd = histograms.family("cdc_end_to_end_latency_seconds", "Source commit to the target's acknowledgement");
        sourceToKafka = histograms.histogram(
                "cdc_source_to_kafka_latency_seconds", "Source commit to the record's time on the broker");
        queueWait = histograms.histogram("cdc_queue_wait_seconds", "Poll to the start of its batch");
        apply = histograms.histogram("cdc_apply_duration_seconds", "One call of the target with one batch");
        commit = histograms.histogram("cdc_commit_duration_seconds", "One commit of offsets");
        heartbeat = histograms.histogram(
                "cdc_heartbeat_duration_seconds", "One answered heartbeat of an idle connection to the target");
        if (registry instanceof PrometheusMeterRegistry prometheus) {
            prometheus.getPrometheusRegistry().register(histograms);
        }
        long now = clock.millis();
        lastPollMillis = new AtomicLong(now);
        lastEventMillis = new AtomicLong(now);
        batchSize = DistributionSummary.builder("cdc.batch.rows")
                .description("Rows in one call of the target")
                .register(registry);
        rebalances = counter("cdc.rebalances", "Assignments, revocations and losses of partitions");
        gaps = counter("cdc.gaps", "Partitions whose next change was gone");
        rewinds = counter("cdc.rewinds", "Partitions set back to the progress that the target holds");
        ties = counter("cdc.ties", "Pairs of changes of one row that only their places in Kafka ordered");
        deadLetters =
                new BoundedCounters(registry, "cdc.dlq.records", "reason", "Dead letters that the broker has stored");
        heartbeatFailures = new BoundedCounters(
                registry, "cdc.heartbeat.failures", "code", "Heartbeats that the target did not answer");
        inFlight = gauge("cdc.inflight.records", "Records polled and not settled", 1);
        inFlightBytes = gauge("cdc.inflight.bytes", "Bytes of keys, values and headers polled and not settled", 1);
        inFlightLimit = gauge("cdc.inflight.records.limit", "Most records that may be polled and not settled", 1);
        inFlightBytesLimit = gauge("cdc.inflight.bytes.limit", "Most bytes that may be polled and not settled", 1);
        lag = gauge(
                "cdc.consumer.lag.records", "Records between the positions and the ends of the assigned partitions", 1);
        freshnessMillis =
                gauge("cdc.freshness.seconds", "Age of the oldest change that is not applied", MILLIS_PER_SECOND);
        regressionMillis = gauge(
                "cdc.version.regression.seconds",
                "How long a table's changes have come with tokens behind an older change's",
                MILLIS_PER_SECOND);
        breaker = gauge("cdc.breaker.state", "0 closed, 1 open, 2 probing", 1);
        Gauge.builder("cdc.last.poll.timestamp.seconds", lastPollMillis, millis -> millis.get() / MILLIS_PER_SECOND)
                .description("When the poll loop last polled")
                .register(registry);
        Gauge.builder(
                        "cdc.seconds.since.last.event",
                        lastEventMillis,
                        millis -> Math.max(0, clock.millis() - millis.get()) / MILLIS_PER_SECOND)
                .description("Since a poll last brought a record, or since the start")
                .register(registry);
        Gauge.builder("cdc.build.info", () -> 1)
                .description("The version that runs")
                .tags(Tags.of("version", version))
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private AtomicLong gauge(String name, String description, double perUnit) {
        AtomicLong value = new AtomicLong();
        Gauge.builder(name, value, held -> held.get() / perUnit)
                .description(description)
                .register(registry);
        return value;
    }

    /** The clock that all times here are of. */
    public Instant now() {
        return clock.instant();
    }

    /** @param outcomes the labels of all outcomes, to show those that have not been yet */
    public LaneMetrics lane(List<String> outcomes) {
        return new LaneMetrics(this, outcomes);
    }

    Counter outcome(String label) {
        return outcomes.computeIfAbsent(
                label,
                any -> Counter.builder("cdc.records")
                        .description("Settled records")
                        .tag("outcome", label)
                        .register(registry));
    }

    LatencyHistogram sourceToKafka() {
        return sourceToKafka;
    }

    LatencyHistogram endToEnd(String table) {
        return tables.computeIfAbsent(table, label -> endToEnd.with(Labels.of("table", label)));
    }

    /** One record was settled, outside of its lane's batches. */
    public void settled(String outcome) {
        outcome(outcome).increment();
    }

    /** @param inQueue of the batch's oldest record */
    public void waited(Duration inQueue) {
        queueWait.record(inQueue.toNanos());
    }

    public void wrote(int rows, Duration duration) {
        batchSize.record(rows);
        apply.record(duration.toNanos());
    }

    public void committed(Duration duration) {
        commit.record(duration.toNanos());
    }

    /** @param reason a rejection reason or a database's code; beyond the first fifty they share a label */
    public void deadLettered(String reason) {
        deadLetters.increment(reason);
    }

    public void heartbeatAnswered(Duration duration) {
        heartbeat.record(duration.toNanos());
    }

    /** @param code as {@link #deadLettered} */
    public void heartbeatFailed(String code) {
        heartbeatFailures.increment(code);
    }

    public void rebalanced() {
        rebalances.increment();
    }

    /** Assignments, revocations and losses so far. */
    public long rebalances() {
        return (long) rebalances.count();
    }

    public void gap() {
        gaps.increment();
    }

    public void tied(int pairs) {
        ties.increment(pairs);
    }

    public void inFlight(long count, long bytes) {
        inFlight.set(count);
        inFlightBytes.set(bytes);
    }

    /** How much may be in flight; a partition gets an equal share of it. */
    public void inFlightLimits(long count, long bytes) {
        inFlightLimit.set(count);
        inFlightBytesLimit.set(bytes);
    }

    public void rewound() {
        rewinds.increment();
    }

    /** @param reason of {@code cdc_paused_partitions} */
    public void paused(String reason, long partitions) {
        paused.computeIfAbsent(reason, this::pausedGauge).set(partitions);
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

    /** Of the oldest change that is not applied; 0 when all are. */
    public void freshness(Duration age) {
        freshnessMillis.set(age.toMillis());
    }

    public void regression(Duration behind) {
        regressionMillis.set(behind.toMillis());
    }

    /** @param state 0 closed, 1 open, 2 probing */
    public void breaker(int state) {
        breaker.set(state);
    }

    public void polled() {
        lastPollMillis.set(clock.millis());
    }

    /** When the poll loop last polled. */
    public Instant lastPoll() {
        return Instant.ofEpochMilli(lastPollMillis.get());
    }

    /** A poll brought records. */
    public void received() {
        lastEventMillis.set(clock.millis());
    }

    /** A total that the target keeps itself, as {@code cdc_target_NAME_total}. */
    public void targetCounter(String name, String description, DoubleSupplier total) {
        // The registry holds it by a weak reference only.
        targetTotals.add(total);
        FunctionCounter.builder("cdc.target." + name, total, DoubleSupplier::getAsDouble)
                .description(description)
                .register(registry);
    }

    /** A value that the target keeps itself, as {@code cdc_target_NAME}. */
    public void targetGauge(String name, String description, DoubleSupplier value) {
        Gauge.builder("cdc.target." + name, value::getAsDouble)
                .description(description)
                .register(registry);
    }

    /** Each table's latency over the last minute. For the poll loop's thread. */
    public List<StatusSnapshot.Table> recentLatencies() {
        return recent.read(tables, clock.millis());
    }
}
