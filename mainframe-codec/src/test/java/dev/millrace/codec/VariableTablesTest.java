package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OCCURS DEPENDING ON: what stands behind a table moves up where it has fewer occurrences than it may have. */
class VariableTablesTest {

    private final RecordCodec codec = codec("""
                   01  R.
                       05  N          PIC 9.
                       05  T   PIC 9(2)  OCCURS 0 TO 3 TIMES DEPENDING ON N OF R.
                       05  FILLER     PIC X.
                       05  AFTER      PIC X(2).
            """);

    @ParameterizedTest
    @CsvSource({"0, F040C1C2", "1, F1F0F140C1C2", "3, F3F0F1F0F2F0F340C1C2"})
    void theRecordIsAsLongAsItsCounterSays(int times, String hex) {
        byte[] bytes = bytes(hex);
        CobolRecord record = record(times, times);

        assertArrayEquals(bytes, codec.encode(record));
        assertEquals(record, codec.decode(bytes, 0));
        assertEquals(record, codec.decode(bytes, 0, bytes.length));
        assertEquals(record, codec.decodePadded(Arrays.copyOf(bytes, 20), 0, 20, 1));
        assertEquals(bytes.length, codec.recordLength(Arrays.copyOf(bytes, 20), 0, 20));
    }

    @Test
    void theLengthsAreThoseOfTheShortestAndOfTheLongestRecord() {
        Copybook copybook = codec.copybook();
        assertTrue(copybook.isVariable());
        assertEquals(4, copybook.shortestRecordLength());
        assertEquals(10, copybook.recordLength());
        assertEquals(8, copybook.fields().get(2).offset());
    }

    @Test
    void aCounterOutsideOfItsTableIsAFaultOfTheCounter() {
        CodecException error =
                assertThrows(CodecException.class, () -> codec.decode(bytes("F4F0F1F0F2F0F3F0F440C1C2"), 0));
        assertEquals(ErrorCode.COUNTER_OUT_OF_RANGE, error.code());
        assertEquals(new Place.InRecord(OptionalLong.empty(), 0, "R.N"), error.place());
        assertEquals("the number of occurrences is not between 0 and 3, the field is 0xF4", error.problem());
        assertEquals(
                ErrorCode.COUNTER_OUT_OF_RANGE,
                assertThrows(CodecException.class, () -> codec.encode(record(4, 4)))
                        .code());
    }

    @Test
    void aRecordOfAnotherLengthThanItsCounterSaysIsRefused() {
        assertLength("the record has 7 bytes, by its layout it has 6", "F1F0F140C1C2C3");
        assertLength("the record has 3 bytes, by its layout it has 4 to 10", "F04040");
        CodecException cut = assertLength("the record ends within the field, after 6 bytes", "F2F0F1F0F240");
        assertEquals(new Place.InRecord(OptionalLong.of(5), 6, "R.AFTER"), cut.place());
    }

    private CodecException assertLength(String problem, String hex) {
        CodecException error =
                assertThrows(CodecException.class, () -> codec.decode(bytes(hex), 0, hex.length() / 2, 5));
        assertEquals(ErrorCode.RECORD_LENGTH, error.code());
        assertEquals(problem, error.problem());
        return error;
    }

    @Test
    void aTableOfAnotherSizeThanItsCounterIsRefused() {
        CodecException error = assertThrows(CodecException.class, () -> codec.encode(record(2, 3)));
        assertEquals(ErrorCode.TABLE_SIZE, error.code());
        assertEquals("the table has 3 elements, its counter says 2", error.problem());
    }

    @Test
    void tablesWithinTablesMoveUpTooAndMayHaveTheirCounterBesideThem() {
        RecordCodec nested = codec("""
                       01  R.
                           05  N              PIC 9.
                           05  ROW OCCURS 1 TO 3 DEPENDING ON N.
                               10  M          PIC 9.
                               10  CELL       PIC X OCCURS 0 TO 4 DEPENDING ON M.
                               10  MARK       PIC X.
                           05  FILLER         PIC X OCCURS 1 TO 3 DEPENDING ON N.
                           05  AFTER          PIC X.
                """);
        // Two rows, of one and of no cell; two bytes of FILLER; then the last field.
        byte[] bytes = bytes("F2" + "F1C1E7" + "F0E8" + "4040" + "D9");
        CobolRecord record = nested.decode(bytes, 0, bytes.length);

        assertEquals(new CobolValue.Table(List.of(row(1, "A", "X"), row(0, "", "Y"))), record.get("ROW"));
        assertEquals("R", record.text("AFTER"));
        assertArrayEquals(bytes, nested.encode(record));
    }

    @Test
    void aCounterMayServeSeveralTablesAndHasToFitAll() {
        RecordCodec two = codec("""
                       01  R.
                           05  N  PIC S9(4) COMP.
                           05  A  PIC X OCCURS 1 TO 5 DEPENDING ON N.
                           05  B  PIC X OCCURS 2 TO 9 TIMES DEPENDING N
                               ASCENDING KEY IS B INDEXED BY I, J.
                """);
        assertEquals("AB", text(two.decode(bytes("0002" + "C1C2" + "C3C4"), 0).get("A")));
        assertThrows(CodecException.class, () -> two.decode(bytes("0001" + "C1" + "C3"), 0));
        assertThrows(CodecException.class, () -> two.decode(bytes("0006" + "C1".repeat(12)), 0));
    }

    @Test
    void keysAndIndexesAreReadOverAndOneIsTheLeastWithoutTo() {
        Copybook copybook = codec("""
                       01  R.
                           05  N  PIC 9.
                           05  T OCCURS 4 DEPENDING ON N
                               ASCENDING KEY A OF T B DESCENDING C INDEXED BY I.
                               10 A PIC X.
                               10 B PIC X.
                               10 C PIC X.
                """).copybook();
        assertEquals(4, copybook.shortestRecordLength());
        assertEquals(13, copybook.recordLength());
    }

    private static CobolValue row(int cells, String cell, String mark) {
        return new CobolValue.Group(
                List.of("M", "CELL", "MARK"),
                List.of(
                        CobolValue.number(cells),
                        new CobolValue.Table(cell.isEmpty() ? List.of() : List.of(CobolValue.text(cell))),
                        CobolValue.text(mark)));
    }

    private static String text(CobolValue table) {
        StringBuilder text = new StringBuilder();
        ((CobolValue.Table) table).elements().forEach(element -> text.append(((CobolValue.Text) element).value()));
        return text.toString();
    }

    private CobolRecord record(int counter, int times) {
        CobolValue[] elements = new CobolValue[times];
        Arrays.setAll(elements, i -> CobolValue.number(i + 1));
        return CobolRecord.of(
                codec.copybook(),
                Map.of(
                        "N", CobolValue.number(counter),
                        "T", new CobolValue.Table(List.of(elements)),
                        "AFTER", CobolValue.text("AB")));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static RecordCodec codec(String source) {
        return new RecordCodec(Copybook.parse("test.cpy", source), CodePage.of("IBM037"));
    }
}
