package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not fit is refused: nothing is truncated, rounded or replaced. */
class EncodeErrorsTest {

    private final RecordCodec codec = new RecordCodec(Copybook.parse("test.cpy", """
                   01  R.
                       05  NAME  PIC X(5).
                       05  G.
                           10  AMOUNT  PIC S9(3)V99.
                           10  PIECES  PIC 9(3) OCCURS 2 TIMES.
                           10  WIDE    PIC 9(20)V9(5).
            """), CodePage.of("IBM037"));

    @ParameterizedTest
    @CsvSource({
        "1000, NUMBER_OUT_OF_RANGE",
        "-1000, NUMBER_OUT_OF_RANGE",
        "999.999, NUMBER_TOO_PRECISE",
        "0.001, NUMBER_TOO_PRECISE",
        "1E1000000000, NUMBER_OUT_OF_RANGE",
        "-1E1000000000, NUMBER_OUT_OF_RANGE",
        "1E-1000000000, NUMBER_TOO_PRECISE",
        "1E2147483647, NUMBER_OUT_OF_RANGE",
        "1E-2147483647, NUMBER_TOO_PRECISE"
    })
    void aNumberThatDoesNotFit(BigDecimal number, ErrorCode code) {
        assertRefused(code, 5, "R.G.AMOUNT", record("AMOUNT", CobolValue.number(number)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100000000000000000000", "1E20", "99999999999999999999.999999"})
    void aWideNumberThatDoesNotFit(BigDecimal number) {
        CodecException error =
                assertThrows(CodecException.class, () -> codec.encode(record("WIDE", CobolValue.number(number))));
        assertEquals(number.scale() > 5 ? ErrorCode.NUMBER_TOO_PRECISE : ErrorCode.NUMBER_OUT_OF_RANGE, error.code());
    }

    @ParameterizedTest
    @CsvSource({
        "999.99, 999.99",
        "-999.9900000, -999.99",
        "1E2, 100.00",
        "-0.00, 0.00",
        "0E1000000000, 0.00",
        "0E-1000000000, 0.00"
    })
    void aNumberThatFitsGetsTheScaleOfThePicture(BigDecimal number, BigDecimal expected) {
        CobolRecord decoded = codec.decode(codec.encode(record("AMOUNT", CobolValue.number(number))), 0);
        assertEquals(CobolValue.number(expected), ((CobolValue.Group) decoded.get("G")).get("AMOUNT"));
    }

    @Test
    void aNegativeNumberInAnUnsignedField() {
        CobolValue table = new CobolValue.Table(List.of(CobolValue.number(1), CobolValue.number(-1)));
        assertRefused(ErrorCode.NUMBER_OUT_OF_RANGE, 13, "R.G.PIECES(2)", record("PIECES", table));
    }

    @Test
    void aTextThatIsTooLongEvenByBlanks() {
        assertRefused(ErrorCode.VALUE_TOO_LONG, 0, "R.NAME", record("NAME", CobolValue.text("123456")));
        assertRefused(ErrorCode.VALUE_TOO_LONG, 0, "R.NAME", record("NAME", CobolValue.text("A     ")));
        assertEquals(
                "A",
                codec.decode(codec.encode(record("NAME", CobolValue.text("A    "))), 0)
                        .text("NAME"));
    }

    @Test
    void aCharacterOutsideOfTheCodePageOfWhichOnlyTheNumberIsQuoted() {
        CodecException error =
                assertRefused(ErrorCode.VALUE_UNMAPPABLE, 0, "R.NAME", record("NAME", CobolValue.text("AB\u20ac")));
        assertEquals("character 3, U+20AC, is not in code page IBM037", error.problem());
        assertRefused(ErrorCode.VALUE_UNMAPPABLE, 0, "R.NAME", record("NAME", CobolValue.text("\ud83d\ude00")));
    }

    @Test
    void aValueOfAnotherKind() {
        assertRefused(ErrorCode.VALUE_WRONG_KIND, 0, "R.NAME", record("NAME", CobolValue.number(1)));
        assertRefused(ErrorCode.VALUE_WRONG_KIND, 5, "R.G.AMOUNT", record("AMOUNT", CobolValue.text("1")));
        assertRefused(ErrorCode.VALUE_WRONG_KIND, 10, "R.G.PIECES", record("PIECES", CobolValue.number(1)));
        assertRefused(ErrorCode.VALUE_WRONG_KIND, 5, "R.G", record("G", CobolValue.number(1)));
    }

    @Test
    void aTableOfAnotherSize() {
        CobolValue one = new CobolValue.Table(List.of(CobolValue.number(1)));
        assertRefused(ErrorCode.TABLE_SIZE, 10, "R.G.PIECES", record("PIECES", one));
    }

    @Test
    void aGroupWithOtherFields() {
        assertRefused(ErrorCode.FIELD_MISSING, 5, "R.G.AMOUNT", record("G", CobolValue.Group.of(Map.of())));
        assertRefused(ErrorCode.FIELD_UNKNOWN, 5, "R.G.OTHER", record("OTHER", CobolValue.text("")));
        CobolValue twice =
                new CobolValue.Group(List.of("WIDE", "WIDE"), List.of(CobolValue.number(1), CobolValue.number(1)));
        assertRefused(ErrorCode.FIELD_UNKNOWN, 5, "R.G.WIDE", record("G", twice));
    }

    @Test
    void aRecordIsBuiltFromExactlyItsFields() {
        CodecException missing = assertThrows(
                CodecException.class, () -> CobolRecord.of(codec.copybook(), Map.of("NAME", CobolValue.text(""))));
        assertEquals(ErrorCode.FIELD_MISSING, missing.code());
        CodecException unknown = assertThrows(
                CodecException.class, () -> CobolRecord.of(codec.copybook(), Map.of("FILLER", CobolValue.text(""))));
        assertEquals(new Place.InRecord(OptionalLong.empty(), 0, "R.FILLER"), unknown.place());
        assertEquals("record 3, offset 1, field A", new Place.InRecord(OptionalLong.of(3), 1, "A").toString());
    }

    @Test
    void fieldsAreFoundByNameAndKind() {
        CobolRecord record = record("NAME", CobolValue.text("X"));
        assertEquals("X", record.text("NAME"));
        assertThrows(IllegalArgumentException.class, () -> record.text("G"));
        assertThrows(IllegalArgumentException.class, () -> record.number("NAME"));
        assertThrows(IllegalArgumentException.class, () -> record.get("OTHER"));
        assertThrows(IllegalArgumentException.class, () -> new CobolValue.Group(List.of("A"), List.of()));
    }

    @Test
    void theMessageQuotesNoValue() {
        CodecException error =
                assertThrows(CodecException.class, () -> codec.encode(record("NAME", CobolValue.text("SECRET-NAME"))));
        assertFalse(String.valueOf(error.getMessage()).contains("SECRET"));
    }

    private CodecException assertRefused(ErrorCode code, int offset, String field, CobolRecord record) {
        byte[] buffer = new byte[codec.recordLength() + 9];
        CodecException error = assertThrows(CodecException.class, () -> codec.encode(record, buffer, 9));
        assertEquals(code, error.code(), error.problem());
        assertEquals(new Place.InRecord(OptionalLong.empty(), offset, field), error.place());
        return error;
    }

    /** A record that fits, but for one field; a name of no field is added to the group. */
    private CobolRecord record(String name, CobolValue value) {
        Map<String, CobolValue> group = new LinkedHashMap<>();
        group.put("AMOUNT", CobolValue.number(new BigDecimal("-12.3")));
        group.put("PIECES", new CobolValue.Table(List.of(CobolValue.number(1), CobolValue.number(2))));
        group.put("WIDE", CobolValue.number(5));
        if (!name.equals("NAME") && !name.equals("G")) {
            group.put(name, value);
        }
        return CobolRecord.of(
                codec.copybook(),
                Map.of(
                        "NAME", name.equals("NAME") ? value : CobolValue.text("N"),
                        "G", name.equals("G") ? value : CobolValue.Group.of(group)));
    }
}
