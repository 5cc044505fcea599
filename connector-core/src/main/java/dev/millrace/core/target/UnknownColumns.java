package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;

/** What becomes of a column of the source that a table of the target does not have. Safe for all threads. */
@FunctionalInterface
public interface UnknownColumns {
    /** The image is rejected. Not for the column's name: of a garbled record, it may be data. */
    UnknownColumns REJECTED = (table, column) -> {
        throw new Rejection(RejectionReason.COLUMN_UNKNOWN, table);
    };

    /**
     * An image has such a column; what returns leaves it out.
     *
     * @param table of the target
     * @param column as the source writes it
     * @throws Rejection {@code COLUMN_UNKNOWN}
     */
    void met(String table, String column) throws Rejection;
}
