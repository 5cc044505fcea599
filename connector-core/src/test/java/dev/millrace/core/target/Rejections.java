package dev.millrace.core.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import org.junit.jupiter.api.function.Executable;

/** What the tests of the column types assert. */
final class Rejections {
    static final String PLACE = "table.column";

    private Rejections() {}

    static void assertRejected(RejectionReason reason, ColumnType type, Value value) {
        assertRejected(reason, () -> type.canonical(value, PLACE));
    }

    static void assertRejected(RejectionReason reason, ColumnType type, String text) {
        assertRejected(reason, type, new Value.Text(text));
    }

    static void assertRejected(RejectionReason reason, Executable executable) {
        assertEquals(reason, assertThrows(Rejection.class, executable).reason());
    }
}
