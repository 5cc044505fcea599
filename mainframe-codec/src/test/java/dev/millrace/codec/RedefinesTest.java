package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedefinesTest {

    private static final String SOURCE = """
                   01  R.
                       05  KIND          PIC X.
                           88  IS-MONEY  VALUE 'M' 'N' 'P' THRU 'R'.
                           88  IS-CODE   VALUE SPACE, LOW-VALUE.
                       05  LEVEL-NO      PIC 9.
                           88  IS-DEEP   VALUES ARE 3 THROUGH 7.
                       05  MONEY         PIC S9(5) COMP-3.
                       05  CODES REDEFINES MONEY.
                           10  FIRST-NO  PIC 9(2).
                           10  FILLER    PIC X.
                       05  FILLER REDEFINES MONEY.
                           10  LETTER    PIC X OCCURS 2.
                           10  LAST-NO   PIC 9.
                       05  AFTER         PIC X.
            """;
    private final RecordCodec codec = codec(List.of());

    @Test
    void allThatDecodeAreFieldsAndTheOthersAreNull() throws IOException {
        assertEquals(
                "{\"KIND\":\"M\",\"LEVEL-NO\":1,\"MONEY\":-12345,\"CODES\":null,\"LETTER\":null,\"LAST-NO\":null,\"AFTER\":\"Z\"}\n",
                json(codec, "D4F1" + "12345D" + "E9"));
        assertEquals(
                "{\"KIND\":\"M\",\"LEVEL-NO\":1,\"MONEY\":null,\"CODES\":{\"FIRST-NO\":12},\"LETTER\":[\"1\",\"2\"],\"LAST-NO\":3,"
                        + "\"AFTER\":\"Z\"}\n",
                json(codec, "D4F1" + "F1F2F3" + "E9"));
    }

    @Test
    void oneHasToDecodeElseTheErrorIsThatOfTheFirst() {
        CodecException error = assertThrows(CodecException.class, () -> codec.decode(bytes("D4F1FFFFFFE9"), 0, 6, 4));
        assertEquals(ErrorCode.FIELD_INVALID_DIGIT, error.code());
        assertEquals(new Place.InRecord(OptionalLong.of(4), 2, "R.MONEY"), error.place());
        assertEquals("half byte 1 is no decimal digit, the field is 0xFFFFFF", error.problem());
    }

    @ParameterizedTest
    @ValueSource(strings = {"D4F112345DE9", "D4F1F1F2F3E9", "D4F1F1F240E9"})
    void whatWasDecodedIsEncodedToItsBytes(String hex) {
        assertArrayEquals(bytes(hex), codec.encode(codec.decode(bytes(hex), 0)));
    }

    @Test
    void oneAlternativeIsEnoughToEncode() {
        CobolRecord record = CobolRecord.of(
                codec.copybook(),
                Map.of(
                        "KIND", CobolValue.text("M"),
                        "LEVEL-NO", CobolValue.number(1),
                        "MONEY", CobolValue.number(-12345),
                        "AFTER", CobolValue.text("Z")));
        assertArrayEquals(bytes("D4F112345DE9"), codec.encode(record));
    }

    @Test
    void alternativesThatAgreeFillInWhatTheOthersLeaveOpen() {
        assertArrayEquals(
                bytes("40F0F1F2F540"),
                codec.encode(record(Map.of(
                        "CODES", CobolValue.Group.of(Map.of("FIRST-NO", CobolValue.number(12))),
                        "LETTER", new CobolValue.Table(List.of(CobolValue.text("1"), CobolValue.text("2"))),
                        "LAST-NO", CobolValue.number(5)))));
    }

    @Test
    void alternativesThatStandForDifferentBytesAreRefused() {
        CodecException error = assertThrows(
                CodecException.class,
                () -> codec.encode(record(Map.of(
                        "CODES", CobolValue.Group.of(Map.of("FIRST-NO", CobolValue.number(12))),
                        "LETTER", new CobolValue.Table(List.of(CobolValue.text("1"), CobolValue.text("3"))),
                        "LAST-NO", CobolValue.number(5)))));
        assertEquals(ErrorCode.ALTERNATIVES_DIFFER, error.code());
        assertEquals(2, ((Place.InRecord) error.place()).offset());
        assertEquals(
                ErrorCode.FIELD_MISSING,
                assertThrows(CodecException.class, () -> codec.encode(record(Map.of())))
                        .code());
    }

    @Test
    void aSignThatMeansTheSameIsNoDifference() {
        RecordCodec signs = codec("""
                       01  R.
                           05  A  PIC S9(3).
                           05  B REDEFINES A PIC X(3).
                """, List.of());
        byte[] unusual = bytes("F1F2F3");
        CobolRecord record = signs.decode(unusual, 0);
        assertEquals(new BigDecimal(123), record.number("A"));
        assertArrayEquals(unusual, signs.encode(record));
    }

    @ParameterizedTest
    @CsvSource({
        // The condition holds: nothing else is looked at.
        "MONEY=IS-MONEY,        D4F112345CE9, MONEY",
        "MONEY=IS-MONEY,        D5F112345CE9, MONEY",
        "MONEY=IS-MONEY,        D8F112345CE9, MONEY",
        "MONEY=IS-MONEY,        D6F1F1F2F3E9, CODES LETTER LAST-NO",
        "CODES=IS-CODE,         40F1F1F2F3E9, CODES",
        "CODES=IS-CODE,         00F1F1F2F3E9, CODES",
        "CODES=LEVEL-NO=1,      40F1F1F2F3E9, CODES",
        "CODES=IS-DEEP,         40F7F1F2F3E9, CODES",
        "CODES=IS-DEEP,         40F8F1F2F3E9, LETTER LAST-NO",
        "LETTER=KIND='X',       E7F1F1F2F3E9, LETTER LAST-NO",
        "LETTER=KIND=X,         E7F1F1F2F3E9, LETTER LAST-NO",
        "LETTER=AFTER=Z,        E7F1F1F2F3E9, LETTER LAST-NO",
        "LAST-NO=CODES.FIRST-NO=12, E7F1F1F2F3E9, LETTER LAST-NO",
        "R.MONEY=R.KIND.IS-MONEY, D4F112345CE9, MONEY"
    })
    void aChoicePicksOneByACondition(String choice, String hex, String expected) {
        CobolRecord record = codec(List.of(Choice.parse(choice))).decode(bytes(hex), 0);
        List<String> present = record.fields().names().stream()
                .filter(name -> !List.of("KIND", "LEVEL-NO", "AFTER").contains(name))
                .filter(name -> !record.get(name).equals(CobolValue.ABSENT))
                .toList();
        assertEquals(List.of(expected.split(" ", -1)), present);
    }

    @Test
    void theOneThatIsChosenHasToDecode() {
        RecordCodec chosen = codec(List.of(Choice.parse("MONEY=IS-MONEY")));
        CodecException error = assertThrows(CodecException.class, () -> chosen.decode(bytes("D4F1F1F2F3E9"), 0));
        assertEquals("R.MONEY", ((Place.InRecord) error.place()).field());
    }

    @Test
    void whereAllHaveConditionsOneHasToHold() {
        RecordCodec chosen = codec(
                List.of(Choice.parse("MONEY=KIND=M"), Choice.parse("CODES=KIND=C"), Choice.parse("LETTER=KIND=L")));
        CodecException error = assertThrows(CodecException.class, () -> chosen.decode(bytes("E7F1F1F2F3E9"), 0, 6, 9));
        assertEquals(ErrorCode.FIELD_NO_ALTERNATIVE, error.code());
        assertEquals("record 9, offset 2, field R", error.place().toString());
        assertEquals("none of the chosen conditions holds for the bytes 0xF1F2F3", error.problem());
    }

    @Test
    void theConditionOfAnOccurrenceIsThatOfItsOwnRow() {
        RecordCodec rows = codec("""
                       01  R.
                           05  N  PIC 9.
                           05  ROW OCCURS 1 TO 3 DEPENDING ON N.
                               10  KIND  PIC X.
                               10  A     PIC X.
                               10  B REDEFINES A PIC 9.
                """, List.of(Choice.parse("B=KIND=B"), Choice.parse("A=KIND=A")));
        byte[] bytes = bytes("F2" + "C1F1" + "C2F2");
        CobolValue.Table table = (CobolValue.Table) rows.decode(bytes, 0).get("ROW");
        assertEquals(CobolValue.ABSENT, ((CobolValue.Group) table.elements().get(0)).get("B"));
        assertEquals(CobolValue.number(2), ((CobolValue.Group) table.elements().get(1)).get("B"));
        assertArrayEquals(bytes, rows.encode(rows.decode(bytes, 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "MONEY, has not the form",
        "=IS-MONEY, has not the form",
        "KIND=IS-MONEY, no item that redefines another or is redefined called KIND",
        "MONEY=NONE, no condition of level 88 called NONE",
        "MONEY=NONE=1, no item called NONE",
        "MONEY=LEVEL-NO=X, a value is no number",
        "MONEY=KIND='LONG', the text has 4 characters",
        "MONEY=LETTER=A, not at a known place"
    })
    void aChoiceThatDoesNotFitIsRefused(String choice, String problem) {
        CodecException error = assertThrows(CodecException.class, () -> codec(List.of(Choice.parse(choice))));
        assertEquals(ErrorCode.CHOICE_INVALID, error.code());
        assertEquals("choice " + choice, error.place().toString());
        assertEquals(true, error.problem().contains(problem), error.problem());
    }

    @Test
    void alternativesMayBeShorterOrLongerAndHoldAlternatives() {
        RecordCodec nested = codec("""
                       01  R.
                           05  A           PIC X(2).
                           05  B REDEFINES A.
                               10  C       PIC 9(4).
                               10  D REDEFINES C PIC X(4).
                           05  E REDEFINES B PIC 9.
                           05  AFTER       PIC X.
                """, List.of());
        byte[] bytes = bytes("C1F2F3F4E9");
        CobolRecord record = nested.decode(bytes, 0);
        assertEquals(5, nested.recordLength());
        assertEquals("A2", record.text("A"));
        assertEquals(
                "Group[names=[C, D], values=[Absent[], Text[value=A234]]]",
                record.get("B").toString());
        assertEquals(CobolValue.ABSENT, record.get("E"));
        assertEquals("Z", record.text("AFTER"));
    }

    private CobolRecord record(Map<String, CobolValue> alternatives) {
        Map<String, CobolValue> values = new LinkedHashMap<>(alternatives);
        values.put("KIND", CobolValue.text(""));
        values.put("LEVEL-NO", CobolValue.number(0));
        values.put("AFTER", CobolValue.text(""));
        return CobolRecord.of(codec.copybook(), values);
    }

    private static String json(RecordCodec codec, String hex) throws IOException {
        StringWriter out = new StringWriter();
        try (RecordJson json = new RecordJson(out)) {
            json.write(codec.decode(bytes(hex), 0));
        }
        return out.toString();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static RecordCodec codec(List<Choice> choices) {
        return codec(SOURCE, choices);
    }

    private static RecordCodec codec(String source, List<Choice> choices) {
        return new RecordCodec(Copybook.parse("test.cpy", source), HostEncoding.of(CodePage.of("IBM037")), choices);
    }
}
