package dev.millrace.core.format.raw;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;

/** What the header {@code cdc-operation} says. */
enum RawOperation {
    INSERT,
    UPDATE,
    DELETE,
    /** A row of the initial load. */
    LOAD;

    static RawOperation of(String code) throws Rejection {
        return switch (code) {
            case "I" -> INSERT;
            case "U" -> UPDATE;
            case "D" -> DELETE;
            case "R" -> LOAD;
            default -> throw new Rejection(RejectionReason.OPERATION_UNKNOWN, RawHeader.OPERATION.text());
        };
    }
}
