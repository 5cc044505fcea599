package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that were written down by hand, so that decoder and encoder cannot be wrong together. */
class ZonedDecimalGoldenTest {

    private static final Charset IBM037 = Charset.forName("IBM037");
    private static final String POSITIVE = "{ABCDEFGHI";
    private static final String NEGATIVE = "}JKLMNOPQR";

    @Test
    void overpunchLettersStandForSignAndLastDigit() {
        RecordCodec codec = codec("PIC S9(3)V99.");
        for (int digit = 0; digit <= 9; digit++) {
            byte[] positive = ("0194" + POSITIVE.charAt(digit)).getBytes(IBM037);
            byte[] negative = ("0194" + NEGATIVE.charAt(digit)).getBytes(IBM037);
            BigDecimal expected = new BigDecimal("19.4" + digit);

            assertEquals(expected, codec.decode(positive, 0).number("N"));
            assertEquals(expected.negate(), codec.decode(negative, 0).number("N"));
            assertArrayEquals(positive, codec.encode(record(codec, expected)));
            assertArrayEquals(negative, codec.encode(record(codec, expected.negate())));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9(4)V9,                F0F1F2F3F4, 123.4",
        "S9(3),                 F1F2C3,     123",
        "S9(3),                 F1F2D3,     -123",
        "S9(3) LEADING,         C1F2F3,     123",
        "S9(3) LEADING,         D1F2F3,     -123",
        "S9(3) TRAILING SEPARATE, F1F2F34E, 123",
        "S9(3) TRAILING SEPARATE, F1F2F360, -123",
        "S9(3) LEADING SEPARATE, 4EF1F2F3,  123",
        "S9(3) LEADING SEPARATE, 60F1F2F3,  -123",
        "S9V9,                  F0C0,       0.0",
        "SV9(20), F1F2F3F4F5F6F7F8F9F0F1F2F3F4F5F6F7F8F9D0, -0.12345678901234567890",
        "S9(31), F1F2F3F4F5F6F7F8F9F0F1F2F3F4F5F6F7F8F9F0F1F2F3F4F5F6F7F8F9F0C1, 1234567890123456789012345678901"
    })
    void canonicalBytes(String picture, String hex, String number) {
        RecordCodec codec = codec("PIC " + picture.replaceFirst(" ", "\n           ") + ".");
        byte[] bytes = HexFormat.of().parseHex(hex);
        BigDecimal expected = new BigDecimal(number);

        assertEquals(expected, codec.decode(bytes, 0).number("N"));
        assertArrayEquals(bytes, codec.encode(record(codec, expected)));
    }

    @ParameterizedTest
    @CsvSource({"F3, 3", "A3, 3", "E3, 3", "C3, 3", "B3, -3", "D3, -3", "D0, 0", "B0, 0"})
    void signsThatOtherProgramsWriteMeanTheSame(String hex, BigDecimal expected) {
        RecordCodec codec = codec("PIC S9.");
        assertEquals(expected, codec.decode(HexFormat.of().parseHex(hex), 0).number("N"));
    }

    @Test
    void aNegativeZeroWithASignOfItsOwnIsZero() {
        RecordCodec codec = codec("PIC S9 LEADING SEPARATE.");
        assertEquals(
                BigDecimal.ZERO,
                codec.decode(HexFormat.of().parseHex("60F0"), 0).number("N"));
    }

    static RecordCodec codec(String clauses) {
        return new RecordCodec(
                Copybook.parse("test.cpy", "       01  R.\n           05  N  " + clauses + "\n"),
                CodePage.of("IBM037"));
    }

    static CobolRecord record(RecordCodec codec, BigDecimal number) {
        return CobolRecord.of(codec.copybook(), Map.of("N", CobolValue.number(number)));
    }
}
