package dev.millrace.core.engine;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.failure.Refusal;
import java.time.Instant;
import java.util.Optional;

/**
 * A decoded record on its way to the target: one write, or two where a change moved its row to another key. Knows how many of
 * them are not answered. For its lane's thread.
 */
final class RecordTask {
    private final PendingRecord record;
    private final String table;
    private final ChangeVersion version;
    private final Instant commitTime;
    private int unanswered;
    private Settlement settlement = Settlement.SKIPPED;
    private Optional<Refusal> refusal = Optional.empty();

    RecordTask(PendingRecord record, Change change, int writes) {
        this.record = record;
        // Not the change: its image has served when the writes are made.
        this.table = change.table();
        this.version = change.version();
        this.commitTime = change.commitTime();
        this.unanswered = writes;
    }

    PendingRecord record() {
        return record;
    }

    /** The source's name of the table. */
    String table() {
        return table;
    }

    ChangeVersion version() {
        return version;
    }

    Instant commitTime() {
        return commitTime;
    }

    /** @return whether this was the last answer that the record waited for */
    boolean answered(Settlement how) {
        settlement = settlement.or(how);
        unanswered--;
        return unanswered == 0;
    }

    /** One of the writes can never be applied: so cannot the record. */
    boolean rejected(Refusal why) {
        if (refusal.isEmpty()) {
            refusal = Optional.of(why);
        }
        return answered(Settlement.DEAD_LETTERED);
    }

    Settlement settlement() {
        return settlement;
    }

    /** The first; empty unless a write was rejected. */
    Optional<Refusal> refusal() {
        return refusal;
    }
}
