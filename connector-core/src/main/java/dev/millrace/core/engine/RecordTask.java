package dev.millrace.core.engine;

import dev.millrace.core.change.Change;

/**
 * A decoded record on its way to the target: one write, or two where a change moved its row to another key. Knows how many of
 * them are not answered. For its lane's thread.
 */
final class RecordTask {
    private final PendingRecord record;
    private final Change change;
    private int unanswered;
    private Settlement settlement = Settlement.SKIPPED;
    private String rejection = "";

    RecordTask(PendingRecord record, Change change, int writes) {
        this.record = record;
        this.change = change;
        this.unanswered = writes;
    }

    PendingRecord record() {
        return record;
    }

    Change change() {
        return change;
    }

    /** @return whether this was the last answer that the record waited for */
    boolean answered(Settlement how) {
        settlement = settlement.or(how);
        unanswered--;
        return unanswered == 0;
    }

    /**
     * One of the writes can never be applied: so cannot the record.
     *
     * @param reason the code for the dead letter
     */
    boolean rejected(String reason) {
        if (rejection.isEmpty()) {
            rejection = reason;
        }
        return answered(Settlement.DEAD_LETTERED);
    }

    Settlement settlement() {
        return settlement;
    }

    /** The code for the dead letter; empty unless a write was rejected. */
    String rejection() {
        return rejection;
    }
}
