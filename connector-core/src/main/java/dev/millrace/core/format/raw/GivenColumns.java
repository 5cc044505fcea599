package dev.millrace.core.format.raw;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The columns of a row that is to be written, each of which has to be taken. For one thread. */
final class GivenColumns {
    private final Map<String, Value> values = new HashMap<>();

    /** @throws Rejection {@code COLUMN_DUPLICATE} */
    GivenColumns(Row row) throws Rejection {
        for (int i = 0; i < row.size(); i++) {
            String column = row.name(i).toUpperCase(Locale.ROOT).replace('-', '_');
            if (values.put(column, row.value(i)) != null) {
                throw new Rejection(RejectionReason.COLUMN_DUPLICATE, "value");
            }
        }
    }

    /** @throws Rejection {@code COLUMN_MISSING} */
    Value take(String column) throws Rejection {
        Value value = values.remove(column);
        if (value == null) {
            throw new Rejection(RejectionReason.COLUMN_MISSING, column);
        }
        return value;
    }

    /** @throws Rejection {@code COLUMN_UNKNOWN} */
    void requireAllTaken() throws Rejection {
        if (!values.isEmpty()) {
            throw new Rejection(RejectionReason.COLUMN_UNKNOWN, "value");
        }
    }
}
