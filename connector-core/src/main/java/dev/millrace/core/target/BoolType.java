package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;

/** Truth values. */
public record BoolType() implements ColumnType {

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        if (value instanceof Value.Bool) {
            return value;
        }
        throw new Rejection(RejectionReason.VALUE_TYPE, place);
    }
}
