package dev.millrace.core.engine;

import dev.millrace.core.failure.Breaker;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import dev.millrace.core.observe.StatusSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells gauges and status page what the poll loop sees, at most ten times a second: whoever asks reads a finished picture and keeps
 * the engine from nothing. For the poll loop's thread.
 */
final class StatusBoard {
    private static final Logger LOG = LoggerFactory.getLogger(StatusBoard.class);
    private static final Duration SHORTEST = Duration.ofMillis(100);
    /** Below it, changes of one moment may stand in any order. */
    private static final Duration REGRESSION_TO_TELL = Duration.ofMinutes(1);

    private static final double MILLIS_PER_SECOND = 1_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Pauses pauses;
    private final Lanes lanes;
    private final Breaker breaker;
    private final EngineState state;
    private final ConnectorMetrics metrics;
    private final Health health;
    private final LongSupplier nanoClock;
    private final FetchWatch fetches;
    private final Freshness freshness;
    private final Notices notices;
    private long nextNanos;

    StatusBoard(
            Consumer<byte[], byte[]> consumer,
            Pauses pauses,
            Lanes lanes,
            Breaker breaker,
            EngineState state,
            ConnectorMetrics metrics,
            Health health,
            LongSupplier nanoClock) {
        this.consumer = consumer;
        this.pauses = pauses;
        this.lanes = lanes;
        this.breaker = breaker;
        this.state = state;
        this.metrics = metrics;
        this.health = health;
        this.nanoClock = nanoClock;
        this.fetches = new FetchWatch(consumer);
        this.freshness = new Freshness(metrics.now().toEpochMilli());
        this.notices = new Notices(nanoClock);
        this.nextNanos = nanoClock.getAsLong();
    }

    void joined() {
        freshness.joined();
    }

    void left() {
        freshness.left(metrics.now().toEpochMilli());
    }

    /** The poll loop has made a turn. */
    void turned(Collection<Assignment> assignments, int pollsInFlight) {
        long nanos = nanoClock.getAsLong();
        if (nanos - nextNanos < 0) {
            return;
        }
        nextNanos = nanos + SHORTEST.toNanos();
        Instant now = metrics.now();
        boolean answered = fetches.isAnswered(nanos);
        freshness.keepOnly(assignments);
        List<StatusSnapshot.Partition> partitions = new ArrayList<>(assignments.size());
        long oldestMillis = freshness.outsideMillis(now.toEpochMilli());
        long lag = 0;
        for (Assignment assignment : assignments) {
            OptionalLong behind = consumer.currentLag(assignment.partition());
            lag += behind.orElse(0);
            boolean atEnd = answered
                    && pauses.reason(assignment.partition()).isEmpty()
                    && behind.isPresent()
                    && behind.getAsLong() == 0;
            // Once: lanes settle meanwhile, and age, offset and head have to be of one record.
            Optional<PendingRecord> oldest = assignment.frontier().oldestUnsettled();
            long age = freshness.ageMillis(assignment, oldest, atEnd, now.toEpochMilli());
            oldestMillis = Math.max(oldestMillis, age);
            partitions.add(partition(assignment, oldest, behind, age));
        }
        partitions.sort(Comparator.comparing(StatusSnapshot.Partition::topic)
                .thenComparingInt(StatusSnapshot.Partition::partition));
        Breaker.View target = breaker.view();
        showGauges(partitions, lag, oldestMillis, target);
        health.publish(new StatusSnapshot(
                now,
                metrics.lastPoll(),
                metrics.rebalances(),
                breaker(target, now, nanos),
                state.halted().map(Halt::name),
                oldestMillis / MILLIS_PER_SECOND,
                lag,
                pollsInFlight,
                partitions,
                metrics.recentLatencies()));
    }

    private StatusSnapshot.Partition partition(
            Assignment assignment, Optional<PendingRecord> oldest, OptionalLong behind, long ageMillis) {
        Frontier frontier = assignment.frontier();
        Optional<StatusSnapshot.Unsettled> unsettled =
                oldest.map(record -> new StatusSnapshot.Unsettled(record.offset(), ageMillis / MILLIS_PER_SECOND));
        return new StatusSnapshot.Partition(
                assignment.partition().topic(),
                assignment.partition().partition(),
                frontier.position(),
                assignment.committed(),
                oldest.map(PendingRecord::offset).orElse(frontier.position()),
                unsettled,
                frontier.size(),
                frontier.bytes(),
                behind.isPresent() ? Optional.of(behind.getAsLong()) : Optional.empty(),
                pauses.reason(assignment.partition()).map(PauseReason::label));
    }

    private void showGauges(
            List<StatusSnapshot.Partition> partitions, long lag, long oldestMillis, Breaker.View target) {
        long records = 0;
        long bytes = 0;
        for (StatusSnapshot.Partition partition : partitions) {
            records += partition.inFlightRecords();
            bytes += partition.inFlightBytes();
        }
        metrics.inFlight(records, bytes);
        metrics.lag(lag);
        metrics.freshness(Duration.ofMillis(oldestMillis));
        metrics.breaker(
                switch (target.state()) {
                    case CLOSED -> 0;
                    case OPEN -> 1;
                    case PROBING -> 2;
                });
        for (PauseReason reason : PauseReason.values()) {
            metrics.paused(reason.label(), pauses.count(reason));
        }
        showRegression();
    }

    private void showRegression() {
        TokenOrder.Regression worst = lanes.regression();
        metrics.regression(worst.lasts());
        if (worst.lasts().compareTo(REGRESSION_TO_TELL) >= 0 && notices.isDue(worst.table())) {
            LOG.warn(
                    "changes of {} have come behind an older one for {} s, the last is {}: they are stale, the table stands"
                            + " still. If its order has started anew at the source, raise its epoch",
                    worst.table(),
                    worst.lasts().toSeconds(),
                    worst.last().map(PendingRecord::toString).orElse(""));
        }
    }

    private static StatusSnapshot.Breaker breaker(Breaker.View target, Instant now, long nanos) {
        Optional<Instant> since = target.reason().isPresent()
                ? Optional.of(now.minusNanos(nanos - target.sinceNanos()))
                : Optional.empty();
        return new StatusSnapshot.Breaker(target.state().label(), target.reason(), since);
    }
}
