package dev.millrace.core.engine;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.failure.DeadLetter;
import dev.millrace.core.failure.DeadLetters;
import dev.millrace.core.failure.PoisonLimit;
import dev.millrace.core.failure.Refusal;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.LaneMetrics;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles one lane's records, each exactly once, and counts how. What all lanes count together is counted for a batch at a time:
 * whoever has settled records calls {@link #flush()} before anybody is told. For the lane's thread, but for dead letters: those are
 * settled by whoever brings their acknowledgement.
 */
final class Settler {
    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

    private final DeadLetters deadLetters;
    private final ConnectorMetrics metrics;
    private final LaneMetrics meters;
    private final EngineState state;
    private final PoisonLimit poisonLimit;
    private final Map<Settlement, int[]> counts = new EnumMap<>(Settlement.class);
    private int sound;
    private @Nullable Portion portion;
    private int leaving;

    /** @param poisonLimit shared by all lanes, as are the others */
    Settler(DeadLetters deadLetters, ConnectorMetrics metrics, EngineState state, PoisonLimit poisonLimit) {
        this.poisonLimit = poisonLimit;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.meters = metrics.lane(Settlement.labels());
        this.state = state;
    }

    /** What the lane counts record by record; {@link #flush()} hands it over. */
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
        if (task.record().rejected(new Refusal(reason, task.write().table().name()))) {
            finish(task.record());
        }
    }

    /** The record could not even be read. Beyond the limit it stays as it is, and the engine halts. */
    void unreadable(PendingRecord record, Refusal refusal, Optional<ChangeVersion> version) {
        if (!record.assignment().isActive()) {
            return;
        }
        countSound();
        if (!poisonLimit.admit()) {
            if (state.halt(Halt.POISON_LIMIT)) {
                LOG.error(
                        "too many dead letters, the next one would be {} with {}: nothing more is handed out",
                        record,
                        refusal);
            }
            return;
        }
        deadLetters.send(new DeadLetter(record.record(), refusal, version), () -> {
            record.settle(Settlement.DEAD_LETTERED);
            metrics.settled(Settlement.DEAD_LETTERED.label());
            state.progressed();
        });
    }

    void skipped(PendingRecord record) {
        mark(record, Settlement.SKIPPED);
    }

    /** Counts what was settled since the last time, and takes it off the pipeline. */
    void flush() {
        takeOff();
        countSound();
        counts.forEach((how, count) -> meters.settled(how.label(), count[0]));
        counts.clear();
        meters.flush();
    }

    private void answered(RecordTask task, Settlement how) {
        if (task.answered(how)) {
            finish(task);
        }
    }

    private void finish(RecordTask task) {
        Settlement how = task.settlement();
        if (how == Settlement.DEAD_LETTERED) {
            unreadable(task.record(), task.refusal().orElseThrow(), Optional.of(task.version()));
            return;
        }
        if (how == Settlement.APPLIED) {
            meters.applied(task.table(), task.commitTime());
        }
        mark(task.record(), how);
        sound++;
    }

    private void mark(PendingRecord record, Settlement how) {
        if (record.mark(how)) {
            if (portion != record.portion()) {
                takeOff();
                portion = record.portion();
            }
            leaving++;
        }
        counts.computeIfAbsent(how, first -> new int[1])[0]++;
    }

    /** Lanes share portions: one change of the count for many records. */
    private void takeOff() {
        if (portion != null) {
            portion.left(leaving);
            portion = null;
            leaving = 0;
        }
    }

    private void countSound() {
        poisonLimit.settled(sound);
        sound = 0;
    }
}
