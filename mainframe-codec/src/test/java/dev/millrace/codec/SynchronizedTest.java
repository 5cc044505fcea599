package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slack bytes where the Language Reference of Enterprise COBOL puts them; the three layouts are its examples. */
class SynchronizedTest {

    @Test
    void slackBytesStandBeforeAnItem() {
        Copybook copybook = Copybook.parse("a.cpy", """
                       01  FIELD-A.
                           05  FIELD-B     PIC X(5).
                           05  FIELD-C.
                               10  FIELD-D PIC XX.
                               10  FIELD-E COMP PIC S9(6) SYNC.
                """);
        assertEquals(List.of("FIELD-B 0", "FIELD-C 5", "FIELD-D 5", "FIELD-E 8"), offsets(copybook));
        assertEquals(12, copybook.recordLength());
    }

    @Test
    void slackBytesStandBeforeTheGroupThatBeginsWithTheItem() {
        Copybook copybook = Copybook.parse("a.cpy", """
                       01  FIELD-L.
                           05  FIELD-M     PIC X(5).
                           05  FIELD-N     PIC XX.
                           05  FIELD-O.
                               10  FIELD-P COMP PIC S9(6) SYNC.
                """);
        assertEquals(List.of("FIELD-M 0", "FIELD-N 5", "FIELD-O 8", "FIELD-P 8"), offsets(copybook));
    }

    @Test
    void slackBytesStandBehindEachOccurrence() {
        Copybook copybook = Copybook.parse("a.cpy", """
                       01  WORK-RECORD.
                           05  WORK-CODE       PIC X.
                           05  COMP-TABLE OCCURS 10 TIMES.
                               10  COMP-TYPE   PIC X.
                               10  COMP-PAY    PIC S9(4)V99 COMP SYNC.
                               10  COMP-HRS    PIC S9(3) COMP SYNC.
                               10  COMP-NAME   PIC X(5).
                """);
        assertEquals(
                List.of("WORK-CODE 0", "COMP-TABLE 1", "COMP-TYPE 1", "COMP-PAY 4", "COMP-HRS 8", "COMP-NAME 10"),
                offsets(copybook));
        assertEquals(16, copybook.fields().get(1).length());
        assertEquals(161, copybook.recordLength());
    }

    @ParameterizedTest
    @CsvSource({
        "PIC S9(4) COMP SYNC, 2",
        "PIC 9(5) COMP-5 SYNCHRONIZED RIGHT, 4",
        "PIC S9(18) BINARY SYNC LEFT, 4",
        "COMP-1 SYNC, 4",
        "COMP-2 SYNC, 8",
        "PIC S9(7) COMP-3 SYNC, 1",
        "PIC S9(7) SYNC, 1",
        "PIC X(8) SYNC, 1",
        "PIC S9(9) COMP, 1"
    })
    void eachUsageHasItsBoundary(String clauses, int offset) {
        Copybook copybook =
                Copybook.parse("a.cpy", "       01 R.\n         05 A PIC X.\n         05 B " + clauses + ".\n");
        assertEquals(offset, copybook.fields().get(1).offset());
    }

    @Test
    void theClauseOnTheRecordHoldsForAllItemsInIt() {
        Copybook copybook = Copybook.parse(
                "a.cpy",
                "       01 R SYNC.\n  05 A PIC X.\n         05 G. 10 B PIC X. 10 C COMP-2.\n"
                        .replace("\n  05", "\n         05"));
        assertEquals(16, copybook.recordLength());
    }

    @Test
    void slackBytesAreNoField() {
        RecordCodec codec = new RecordCodec(
                Copybook.parse("a.cpy", "       01 R.\n         05 A PIC X.\n         05 B PIC S9(4) COMP SYNC.\n"),
                CodePage.of("IBM037"));
        byte[] bytes = HexFormat.of().parseHex("C1400007");
        CobolRecord record =
                CobolRecord.of(codec.copybook(), Map.of("A", CobolValue.text("A"), "B", CobolValue.number(7)));
        assertArrayEquals(bytes, codec.encode(record));
        bytes[1] = 0;
        assertEquals(record, codec.decode(bytes, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "05 N PIC 9. 05 T PIC X OCCURS 1 TO 2 DEPENDING ON N. 05 B PIC 9 COMP SYNC.",
                "05 T OCCURS 2. 10 B PIC 9(3) COMP SYNC. 10 C PIC X OCCURS 1 TO 2 DEPENDING ON B."
            })
    void anAlignedItemAtAPlaceThatVariesIsRefused(String items) {
        CodecException error = assertThrows(
                CodecException.class,
                () -> Copybook.parse("a.cpy", "       01 R.\n           " + items.replace(". ", ".\n           ")));
        assertEquals(ErrorCode.COPYBOOK_UNSUPPORTED, error.code());
    }

    private static List<String> offsets(Copybook copybook) {
        return ItemTree.all(copybook.root())
                .skip(1)
                .map(item -> item.name() + " " + item.offset())
                .toList();
    }
}
