package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packed and binary numbers, and pictures with P: bytes that were written down by hand. */
class StoredNumbersGoldenTest {

    @ParameterizedTest
    @CsvSource({
        "S9(5) COMP-3,              12345C,             12345",
        "S9(5) COMP-3,              12345D,             -12345",
        "9(5) PACKED-DECIMAL,       12345F,             12345",
        "S9(4) COMP-3,              01234D,             -1234",
        "S9(7)V99 COMPUTATIONAL-3,  000012345C,         123.45",
        "S9 COMP-3,                 0C,                 0",
        "S9(18) COMP-3,             0999999999999999999D, -999999999999999999",
        "S9(31) COMP-3,             1234567890123456789012345678901C, 1234567890123456789012345678901",
        "SV9(19) COMP-3,            1234567890123456789D, -0.1234567890123456789",
        "S9(4) COMP,                04D2,               1234",
        "S9(4) BINARY,              FB2E,               -1234",
        "9(4) COMP-4,               270F,               9999",
        "S9(4) COMP,                7FFF,               32767",
        "9(4) COMP,                 FFFF,               65535",
        "S9(9) COMP,                FFFFFFFF,           -1",
        "S9(7)V99 BINARY,           00003039,           123.45",
        "S9(18) COMP,               0DE0B6B3A763FFFF,   999999999999999999",
        "9(10) COMP,                00000002540BE3FF,   9999999999",
        "9(4) COMP-5,               FFFF,               65535",
        "S9(4) COMP-5,              8000,               -32768",
        "9(18) COMP-5,              FFFFFFFFFFFFFFFF,   18446744073709551615",
        "S9(18) COMP-5,             8000000000000000,   -9223372036854775808",
        "9V9(3) COMP-5,             FFFF,               65.535",
        "9(3)PP,                    F1F2F3,             12300",
        "S9(3)P(3) COMP-3,          123D,               -123000",
        "VPP9(3),                   F1F2F3,             0.00123",
        "SPP9(3) COMP,              FF85,               -0.00123",
        "9(2)P(3) COMP-5,           FFFF,               65535000"
    })
    void canonicalBytes(String clauses, String hex, String number) {
        RecordCodec codec = ZonedDecimalGoldenTest.codec("PIC " + clauses.replaceFirst(" ", "\n           ") + ".");
        byte[] bytes = HexFormat.of().parseHex(hex);
        BigDecimal expected = new BigDecimal(number);

        assertEquals(expected, codec.decode(bytes, 0).number("N"));
        assertArrayEquals(bytes, codec.encode(ZonedDecimalGoldenTest.record(codec, expected)));
    }

    @ParameterizedTest
    @CsvSource({
        "S9(3) COMP-3, 123F, 123",
        "S9(3) COMP-3, 123A, 123",
        "S9(3) COMP-3, 123E, 123",
        "S9(3) COMP-3, 123B, -123",
        "9(3) COMP-3,  123C, 123",
        "S9(3) COMP-3, 000D, 0",
        "S9(3) COMP-3, 123C, 123"
    })
    void whatOtherProgramsWriteMeansTheSame(String clauses, String hex, BigDecimal expected) {
        RecordCodec codec = ZonedDecimalGoldenTest.codec("PIC " + clauses + ".");
        assertEquals(expected, codec.decode(HexFormat.of().parseHex(hex), 0).number("N"));
    }

    @ParameterizedTest
    @CsvSource({
        "S9(3) COMP-3, 12AC, FIELD_INVALID_DIGIT, half byte 3 is no decimal digit",
        "S9(3) COMP-3, 1233, FIELD_INVALID_SIGN,  half byte 4 is no sign",
        "9(3) COMP-3,  123D, FIELD_INVALID_SIGN,  half byte 4 is a minus sign in a field without sign",
        "S9(2) COMP-3, 112C, FIELD_INVALID_DIGIT, 'half byte 1 is before the first digit, and not 0'",
        "S9(3) COMP-3, 4040, FIELD_INVALID_SIGN,  half byte 4 is no sign"
    })
    void bytesThatAreNoNumber(String clauses, String hex, ErrorCode code, String problem) {
        RecordCodec codec = ZonedDecimalGoldenTest.codec("PIC " + clauses + ".");
        CodecException error = assertThrows(
                CodecException.class, () -> codec.decode(HexFormat.of().parseHex(hex), 0, hex.length() / 2, 7));
        assertEquals(code, error.code());
        assertEquals(problem + ", the field is 0x" + hex, error.problem());
        assertEquals("record 7, offset 0, field R.N", error.place().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "S9(4) COMP,   32768,    NUMBER_OUT_OF_RANGE",
        "S9(4) COMP,   0.5,      NUMBER_TOO_PRECISE",
        "S9(4) COMP-5, 32768,    NUMBER_OUT_OF_RANGE",
        "S9(4) COMP-5, 1E+900000000, NUMBER_OUT_OF_RANGE",
        "9(4) COMP-5,  65536,    NUMBER_OUT_OF_RANGE",
        "9(4) COMP-5,  -1,       NUMBER_OUT_OF_RANGE",
        "9(18) COMP-5, 18446744073709551616, NUMBER_OUT_OF_RANGE",
        "9(3) COMP-3,  -1,       NUMBER_OUT_OF_RANGE",
        "S9(3) COMP-3, 1000,     NUMBER_OUT_OF_RANGE",
        "S9(3) COMP-3, 1.5,      NUMBER_TOO_PRECISE",
        "9(3)PP,       12301,    NUMBER_TOO_PRECISE",
        "9(3)PP,       100000,   NUMBER_OUT_OF_RANGE",
        "VPP9(3),      0.01,     NUMBER_OUT_OF_RANGE",
        "VPP9(3),      0.000001, NUMBER_TOO_PRECISE"
    })
    void numbersThatDoNotFit(String clauses, BigDecimal number, ErrorCode code) {
        RecordCodec codec = ZonedDecimalGoldenTest.codec("PIC " + clauses + ".");
        CodecException error =
                assertThrows(CodecException.class, () -> codec.encode(ZonedDecimalGoldenTest.record(codec, number)));
        assertEquals(code, error.code());
    }

    @Test
    void zeroIsBlankWhereTheItemSaysSo() {
        RecordCodec codec = ZonedDecimalGoldenTest.codec("PIC 9(3)V9 BLANK ZERO.");
        byte[] blank = HexFormat.of().parseHex("40404040");

        assertEquals(new BigDecimal("0.0"), codec.decode(blank, 0).number("N"));
        assertArrayEquals(blank, codec.encode(ZonedDecimalGoldenTest.record(codec, BigDecimal.ZERO)));
        assertEquals(
                new BigDecimal("0.0"),
                codec.decode(HexFormat.of().parseHex("F0F0F0F0"), 0).number("N"));
    }

    @Test
    void justifiedTextIsPaddedInFront() {
        RecordCodec codec = ZonedDecimalGoldenTest.codec("PIC X(4) JUSTIFIED.");
        byte[] bytes = HexFormat.of().parseHex("4040C1C2");

        assertEquals("AB", codec.decode(bytes, 0).text("N"));
        assertArrayEquals(bytes, codec.encode(CobolRecord.of(codec.copybook(), Map.of("N", CobolValue.text("AB")))));
    }
}
