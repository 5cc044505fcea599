package dev.millrace.simulator.dispatch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.codec.Copybook;
import dev.millrace.simulator.unit.CapturedChange;
import dev.millrace.simulator.unit.ChangeKind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecordKeyTest {
    private static final Copybook COPYBOOK = Copybook.parse("T.cpy", """
                   01  RECORD-T.
                       05  BRANCH PIC X(2).
                       05  KEY-PART.
                           10  NUMBER-IN PIC X(3).
                       05  SEVERAL PIC X(1) OCCURS 2.
                       05  COUNTER PIC 9(1).
                       05  MANY PIC X(2) OCCURS 0 TO 3 DEPENDING ON COUNTER.
                       05  BEHIND PIC X(4).
            """);
    private static final KeyFields KEY_FIELDS = KeyFields.of(COPYBOOK);

    private static CapturedChange change(String image, String parents) {
        return new CapturedChange(
                "IMS.T",
                ChangeKind.INSERT,
                "T/1",
                CapturedChange.NONE,
                image.getBytes(US_ASCII),
                parents.getBytes(US_ASCII));
    }

    private static String key(String image, String parents, String... names) throws KeyException {
        return new String(KEY_FIELDS.key(List.of(names)).key(change(image, parents)), US_ASCII);
    }

    @Test
    void takes_the_fields_in_the_order_of_the_key_behind_the_parents_keys() throws KeyException {
        assertEquals("123ab", key("ab123xx0zzzz", "", "NUMBER_IN", "BRANCH"));
        assertEquals("PP123", key("ab123xx0zzzz", "PP", "NUMBER_IN"));
    }

    @Test
    void takes_a_record_that_is_shorter_than_its_longest_form_but_not_one_without_the_key() throws KeyException {
        assertEquals("123", key("ab123xx1yyzzzz", "", "NUMBER_IN"));
        assertThrows(KeyException.class, () -> key("ab12", "", "NUMBER_IN"));
    }
}
