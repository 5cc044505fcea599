package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** National and double-byte characters, and text in which they are mixed with those of one byte. */
class WideTextTest {

    private static final String KANJI = "\u65e5\u672c";

    @ParameterizedTest
    @CsvSource({
        "PIC N(4),      IBM037, 65E5672C00200020, \u65e5\u672c",
        "PIC N(4) JUST, IBM037, 0020002065E5672C, \u65e5\u672c",
        "PIC N(2),      IBM037, D83DDE00,         \ud83d\ude00",
        "PIC G(3),      IBM930, 456245664040,     \u65e5\u672c",
        "PIC G(3),      IBM300, 456245664040,     \u65e5\u672c",
        "PIC G(3),      IBM939, 404045624040,     '\u3000\u65e5'",
        "PIC X(8),      IBM930, 0E456245660FC140, \u65e5\u672cA",
        "PIC X(8),      IBM930, C10E45620FC24040, A\u65e5B",
        "PIC X(8) JUST, IBM930, 40400E456245660F, \u65e5\u672c",
        "PIC X(4),      IBM930, C1C24040,         AB",
        "PIC X(5),      IBM037, C1C2404040,       AB"
    })
    void canonicalBytes(String clauses, String codePage, String hex, String text) {
        RecordCodec codec = codec(clauses, codePage);
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertEquals(text, codec.decode(bytes, 0).text("N"));
        assertArrayEquals(bytes, encode(codec, CobolValue.text(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"IBM930", "IBM933", "IBM935", "IBM937", "IBM939", "x-IBM1364"})
    void mixedTextIsWhatJavaMakesOfIt(String codePage) {
        RecordCodec codec = codec("PIC X(40)", codePage);
        String text = "AB 1" + (codePage.equals("IBM933") || codePage.equals("x-IBM1364") ? "\uac00\uac01" : KANJI)
                + "\u3000x9";
        Charset charset = Charset.forName(codePage);
        byte[] bytes = (text + " ".repeat(40 - text.getBytes(charset).length)).getBytes(charset);

        assertEquals(text, codec.decode(bytes, 0).text("N"));
        assertArrayEquals(bytes, encode(codec, CobolValue.text(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "9(3)V9,                  0030003100320033, 12.3",
        "S9(2) TRAILING SEPARATE, 00310032002D,     -12",
        "S9(2) LEADING SEPARATE,  002B00310032,     12",
        "9(2) BLANK WHEN ZERO,    00200020,         0"
    })
    void numbersOfUsageNational(String picture, String hex, BigDecimal number) {
        RecordCodec codec = codec("PIC " + picture + " NATIONAL", "IBM037");
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertEquals(number, codec.decode(bytes, 0).number("N"));
        assertArrayEquals(bytes, codec.encode(codec.decode(bytes, 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "PIC G(2),    IBM930, 45624100, FIELD_UNMAPPED_BYTE, position 2 is no character of code page IBM930",
        "PIC N(2),    IBM037, D83D0041, FIELD_UNMAPPED_BYTE, position 1 is no character of UTF-16",
        "PIC X(4),    IBM930, C10E4562, FIELD_UNMAPPED_BYTE, 'byte 4 is the last one, without a shift-in before it: no text of code page IBM930'",
        "PIC X(4),    IBM930, 0E45620E, FIELD_UNMAPPED_BYTE, byte 4 is no character of code page IBM930",
        "PIC X(2),    IBM930, C10F,     FIELD_UNMAPPED_BYTE, byte 2 is no character of code page IBM930",
        "PIC 9(2) NATIONAL, IBM037, 00310141, FIELD_INVALID_DIGIT, a character is no digit and no sign in its place"
    })
    void bytesThatAreNoText(String clauses, String codePage, String hex, ErrorCode code, String problem) {
        RecordCodec codec = codec(clauses, codePage);
        CodecException error = assertThrows(
                CodecException.class, () -> codec.decode(HexFormat.of().parseHex(hex), 0, hex.length() / 2, 7));
        assertEquals(code, error.code());
        assertEquals(problem + ", the field is 0x" + hex, error.problem());
        assertEquals("record 7, offset 0, field R.N", error.place().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "PIC G(2), IBM930, A,                VALUE_UNMAPPABLE",
        "PIC G(2), IBM930, \u65e5\u672c\u65e5, VALUE_TOO_LONG",
        "PIC N(2), IBM037, \ud83d,           VALUE_UNMAPPABLE",
        "PIC N(1), IBM037, \ud83d\ude00,     VALUE_TOO_LONG",
        "PIC X(5), IBM930, \u65e5\u672c,     VALUE_TOO_LONG",
        "PIC X(5), IBM930, \u20ac,           VALUE_UNMAPPABLE"
    })
    void textThatDoesNotFit(String clauses, String codePage, String text, ErrorCode code) {
        RecordCodec codec = codec(clauses, codePage);
        CodecException error = assertThrows(CodecException.class, () -> encode(codec, CobolValue.text(text)));
        assertEquals(code, error.code());
    }

    @Test
    void aCodePageOfTheWrongKindIsRefusedAtOnce() {
        for (String[] wrong : new String[][] {{"PIC G(2)", "IBM037"}, {"PIC X(2)", "IBM300"}}) {
            CodecException error = assertThrows(CodecException.class, () -> codec(wrong[0], wrong[1]));
            assertEquals(ErrorCode.CODE_PAGE_UNSUITABLE, error.code());
        }
    }

    private static byte[] encode(RecordCodec codec, CobolValue value) {
        return codec.encode(CobolRecord.of(codec.copybook(), Map.of("N", value)));
    }

    private static RecordCodec codec(String clauses, String codePage) {
        return new RecordCodec(
                Copybook.parse("test.cpy", "       01  R.\n           05  N  " + clauses + ".\n"),
                CodePage.of(codePage));
    }
}
