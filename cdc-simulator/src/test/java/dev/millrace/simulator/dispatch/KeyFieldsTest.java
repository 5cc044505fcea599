package dev.millrace.simulator.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.codec.Copybook;
import dev.millrace.simulator.dispatch.RecordKey.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which fields may be in a key, and under which names. */
final class KeyFieldsTest {
    private static final KeyFields FIELDS = KeyFields.of(Copybook.parse("T.cpy", """
                   01  RECORD-T.
                       05  HOME.
                           10  CODE PIC X(2).
                       05  WORK.
                           10  CODE PIC X(3).
                       05  ACCOUNT-ID PIC 9(4).
                       05  RATE COMP-1.
                       05  EITHER PIC X(2).
                       05  OTHERWISE REDEFINES EITHER PIC 9(2).
                       05  SEVERAL PIC X(1) OCCURS 2.
                       05  COUNTER PIC 9(1).
                       05  FILLER.
                           10  MANY PIC X(2) OCCURS 0 TO 3 DEPENDING ON COUNTER.
                       05  BEHIND PIC X(4).
            """));

    @Test
    void a_field_has_the_name_of_its_column_with_its_group_where_two_have_one() {
        List<String> key = List.of("WORK_CODE", "ACCOUNT-ID", "account_id", "COUNTER", "HOME_CODE");
        assertEquals(List.of(), FIELDS.unfit(key));
        assertEquals(
                List.of(new Field(2, 3), new Field(5, 4), new Field(5, 4), new Field(17, 1), new Field(0, 2)),
                FIELDS.key(key).fields());
    }

    @Test
    void what_is_missing_ambiguous_floating_shared_in_a_table_or_behind_what_varies_is_unfit() {
        List<String> unfit =
                List.of("OTHER", "CODE", "HOME", "RATE", "EITHER", "OTHERWISE", "SEVERAL", "MANY", "BEHIND");
        assertEquals(unfit, FIELDS.unfit(unfit));
    }
}
