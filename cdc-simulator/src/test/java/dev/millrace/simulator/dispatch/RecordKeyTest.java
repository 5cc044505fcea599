package dev.millrace.simulator.dispatch;

import static dev.millrace.simulator.unit.CapturedChange.NONE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.codec.Copybook;
import dev.millrace.simulator.unit.CapturedChange;
import dev.millrace.simulator.unit.ChangeKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecordKeyTest {
    private static final Copybook VARIABLE = Copybook.parse("ORDER.cpy", """
            01 ORDER-RECORD.
               05 ORDER-ID PIC X(4).
               05 LINE-COUNT PIC 9.
               05 LINES.
                  10 LINE-TEXT PIC X(2) OCCURS 1 TO 5 TIMES
                     DEPENDING ON LINE-COUNT.
               05 BRANCH PIC X(3).
            """.indent(7));

    private static CapturedChange record(int bytes) {
        byte[] image = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            image[i] = (byte) i;
        }
        return new CapturedChange("S.ORDER", ChangeKind.INSERT, "1", NONE, image, NONE);
    }

    @Test
    void a_short_record_has_the_key_before_its_table() throws Exception {
        RecordKey key = RecordKey.of(VARIABLE, List.of("ORDER_ID")).orElseThrow();

        assertArrayEquals(new byte[] {0, 1, 2, 3}, key.key(record(10)));
        assertThrows(KeyException.class, () -> key.key(record(9)));
    }

    /** Each record has it elsewhere: the bytes at its place in the longest one would be another key. */
    @Test
    void a_field_behind_a_table_that_varies_is_no_key() {
        assertEquals(Optional.empty(), RecordKey.of(VARIABLE, List.of("ORDER_ID", "BRANCH")));
    }
}
