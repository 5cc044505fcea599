package dev.millrace.simulator.source;

import java.time.Instant;
import java.util.Optional;

/**
 * A change in the source's log.
 *
 * @param change what happened to the row
 * @param stck the store clock of the commit, 64 bits unsigned: the same for all changes of a unit of work, and sometimes
 *     for several units
 * @param ordinal the change's place in the log, durable, strictly increasing: it orders what the clock ties
 * @param unitOfWork the transaction, from 1
 * @param sequence the place within the unit of work, from 1: restarts, so it is no order
 */
public record SourceChange(RowChange change, long stck, long ordinal, long unitOfWork, int sequence) {

    public SourceTable table() {
        return change.row().table();
    }

    public RowKey key() {
        return change.row().key();
    }

    public Operation operation() {
        return change.operation();
    }

    /** The row before: update and delete. */
    public Optional<SourceRow> before() {
        return change.before();
    }

    /** The row after: insert and update. */
    public Optional<SourceRow> after() {
        return change.after();
    }

    /** The instant that the store clock shows, to the microsecond. */
    public Instant commitTime() {
        return StoreClock.instantOf(stck);
    }
}
