package dev.millrace.postgres;

import dev.millrace.core.change.Value;

/** The type of a column that is added for a value: the widest one for its kind. */
final class ValueColumns {
    private ValueColumns() {}

    /** @param value not NULL: of NULL nobody knows the kind */
    static SqlType typeFor(Value value) {
        return SqlTypes.parse(nameFor(value)).orElseThrow();
    }

    private static String nameFor(Value value) {
        if (value instanceof Value.Text) {
            return "text";
        }
        if (value instanceof Value.Decimal) {
            return "numeric";
        }
        if (value instanceof Value.Bool) {
            return "boolean";
        }
        if (value instanceof Value.Date) {
            return "date";
        }
        if (value instanceof Value.Time) {
            return "time(6)";
        }
        if (value instanceof Value.Timestamp) {
            return "timestamp(6)";
        }
        return value instanceof Value.Binary ? "bytea" : "jsonb";
    }
}
