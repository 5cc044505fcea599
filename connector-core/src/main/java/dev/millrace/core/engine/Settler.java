package dev.millrace.core.engine;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.failure.DeadLetter;
import dev.millrace.core.failure.DeadLetters;
import dev.millrace.core.failure.PoisonLimit;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.LaneMetrics;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles the records of one lane, each exactly once, and counts how. For the lane's thread, but for dead letters: those are
 * settled by whoever brings their acknowledgement.
 */
final class Settler {
    static final String POISON_LIMIT = "POISON_LIMIT";
    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

    private final DeadLetters deadLetters;
    private final ConnectorMetrics metrics;
    private final LaneMetrics meters;
    private final EngineState state;
    private final PoisonLimit poisonLimit;

    Settler(DeadLetters deadLetters, ConnectorMetrics metrics, EngineState state, PoisonLimit poisonLimit) {
        this.poisonLimit = poisonLimit;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.meters = metrics.lane(Settlement.labels());
        this.state = state;
    }

    /** What the lane counts; somebody has to hand it over once in a while. */
    LaneMetrics meters() {
        return meters;
    }

    /** The front write of a row reached the target, and with it the ones that it replaced. */
    void written(RowTask front, Settlement how) {
        answered(front.record(), how);
        for (@Nullable RowTask older = front.predecessor(); older != null; older = older.predecessor()) {
            answered(older.record(), Settlement.SUPERSEDED);
        }
    }

    /** This write can never be applied; what it replaced is not touched. */
    void rejected(RowTask task, String reason) {
        if (task.record().rejected(reason)) {
            finish(task.record());
        }
    }

    /** The record could not even be read. Beyond the limit it stays as it is, and the engine halts. */
    void unreadable(PendingRecord record, String reason, Optional<ChangeVersion> version) {
        if (!record.assignment().isActive()) {
            return;
        }
        if (!poisonLimit.admit()) {
            LOG.error(
                    "too many dead letters, the last one would be {} with {}: nothing more is handed out",
                    record,
                    reason);
            state.halt(POISON_LIMIT);
            return;
        }
        deadLetters.send(new DeadLetter(record.record(), reason, version), () -> {
            record.settle(Settlement.DEAD_LETTERED);
            metrics.settled(Settlement.DEAD_LETTERED.label());
            state.progressed();
        });
    }

    void skipped(PendingRecord record) {
        settle(record, Settlement.SKIPPED);
    }

    private void answered(RecordTask task, Settlement how) {
        if (task.answered(how)) {
            finish(task);
        }
    }

    private void finish(RecordTask task) {
        Settlement how = task.settlement();
        if (how == Settlement.DEAD_LETTERED) {
            unreadable(
                    task.record(), task.rejection(), Optional.of(task.change().version()));
            return;
        }
        if (how == Settlement.APPLIED) {
            meters.applied(task.change().table(), task.change().commitTime());
        }
        settle(task.record(), how);
        poisonLimit.settled();
    }

    private void settle(PendingRecord record, Settlement how) {
        record.settle(how);
        meters.settled(how.label());
    }
}
