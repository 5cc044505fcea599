package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Floating-point numbers: bytes of the Principles of Operation and of IEEE 754, and some that were worked out by hand. */
class FloatGoldenTest {

    @ParameterizedTest
    @CsvSource({
        "IBM, COMP-1, 00000000, 0",
        "IBM, COMP-1, 41100000, 1",
        "IBM, COMP-1, C1100000, -1",
        "IBM, COMP-1, 40800000, 0.5",
        "IBM, COMP-1, 42640000, 100",
        "IBM, COMP-1, C276A000, -118.625",
        "IBM, COMP-1, 4019999A, 0.1",
        "IBM, COMP-1, 413243F7, 3.141593",
        "IBM, COMP-1, 461E8480, 2000000",
        "IBM, COMP-1, 00100000, 5.397605E-79",
        "IBM, COMP-1, 7FFFFFFF, 7.237005E+75",
        "IBM, COMP-2, 4110000000000000, 1",
        "IBM, COMP-2, 401999999999999A, 0.1",
        "IBM, COMP-2, C01999999999999A, -0.1",
        "IBM, COMP-2, 413243F6A8885A31, 3.1415926535897933",
        "IBM, COMP-2, 4D38D7EA4C680000, 1000000000000000",
        "IBM, COMP-2, 4DE666666666666F, 4053239664633446.94",
        "IBM, COMP-2, 7FFFFFFFFFFFFFFF, 7.2370055773322621E+75",
        "IEEE, COMP-1, 3F800000, 1",
        "IEEE, COMP-1, BDCCCCCD, -0.1",
        "IEEE, COMP-1, 00000001, 1E-45",
        "IEEE, COMP-1, 7F7FFFFF, 3.4028235E+38",
        "IEEE, COMP-2, 3FB999999999999A, 0.1",
        "IEEE, COMP-2, 400921FB54442D18, 3.141592653589793",
        "IEEE, COMP-2, 44B52D02C7E14AF6, 1E+23",
        "IEEE, COMP-2, 0000000000000001, 5E-324",
        "IEEE, COMP-2, 0010000000000000, 2.2250738585072014E-308",
        "IEEE, COMP-2, 7FEFFFFFFFFFFFFF, 1.7976931348623157E+308"
    })
    void canonicalBytes(FloatFormat format, String usage, String hex, BigDecimal expected) {
        RecordCodec codec = codec(format, usage);
        byte[] bytes = HexFormat.of().parseHex(hex);
        BigDecimal plain = expected.scale() < 0 ? expected.setScale(0) : expected;

        assertEquals(plain, codec.decode(bytes, 0).number("N"));
        assertArrayEquals(bytes, codec.encode(ZonedDecimalGoldenTest.record(codec, expected)));
    }

    @ParameterizedTest
    @CsvSource({
        "IBM, COMP-1, 80000000, 0",
        "IBM, COMP-1, 45000000, 0",
        "IBM, COMP-1, 46000001, 1",
        "IBM, COMP-1, C5000010, -1",
        "IBM, COMP-2, 4E00000000000001, 1",
        "IEEE, COMP-1, 80000000, 0",
        "IEEE, COMP-2, 8000000000000000, 0"
    })
    void minusZeroAndNumbersThatAreNotNormalisedAreTheirValue(
            FloatFormat format, String usage, String hex, BigDecimal expected) {
        assertEquals(
                expected,
                codec(format, usage).decode(HexFormat.of().parseHex(hex), 0).number("N"));
    }

    @ParameterizedTest
    @CsvSource({
        "IEEE, COMP-1, 7F800000",
        "IEEE, COMP-1, FF800000",
        "IEEE, COMP-1, 7FC00000",
        "IEEE, COMP-2, 7FF0000000000000",
        "IEEE, COMP-2, FFF8000000000001"
    })
    void infinitiesAndWhatIsNoNumberAreFaultsOfTheField(FloatFormat format, String usage, String hex) {
        RecordCodec codec = codec(format, usage);
        CodecException error = assertThrows(
                CodecException.class, () -> codec.decode(HexFormat.of().parseHex(hex), 0, hex.length() / 2, 7));
        assertEquals(ErrorCode.FIELD_NO_NUMBER, error.code());
        assertEquals("record 7, offset 0, field R.N", error.place().toString());
        assertEquals("the field is an infinity or no number, 0x" + hex, error.problem());
    }

    @ParameterizedTest
    @CsvSource({
        "IBM, COMP-1, 7.2370056E+75",
        "IBM, COMP-1, -7.2370056E+75",
        "IBM, COMP-2, 1E+76",
        "IBM, COMP-2, 1E+900000000",
        "IEEE, COMP-1, 3.4028236E+38",
        "IEEE, COMP-2, 1.797693134862315808E+308"
    })
    void aNumberBeyondTheLargestIsRefused(FloatFormat format, String usage, BigDecimal number) {
        RecordCodec codec = codec(format, usage);
        CodecException error =
                assertThrows(CodecException.class, () -> codec.encode(ZonedDecimalGoldenTest.record(codec, number)));
        assertEquals(ErrorCode.NUMBER_OUT_OF_RANGE, error.code());
    }

    @ParameterizedTest
    @CsvSource({
        "IBM, COMP-1, 16777215.4, 46FFFFFF",
        "IBM, COMP-1, 16777215.5, 47100000",
        "IBM, COMP-1, 0.99999999, 41100000",
        "IBM, COMP-1, 1.00000002, 41100000",
        "IBM, COMP-1, 1048575.9, 45FFFFFE",
        "IBM, COMP-1, -1E-100, 00000000",
        "IBM, COMP-1, 1E-900000000, 00000000",
        "IEEE, COMP-1, 16777217, 4B800000",
        "IEEE, COMP-1, 16777219, 4B800002",
        "IEEE, COMP-1, -1E-60, 00000000",
        "IEEE, COMP-2, 9007199254740993, 4340000000000000"
    })
    void aNumberInBetweenBecomesTheNearest(FloatFormat format, String usage, BigDecimal number, String hex) {
        RecordCodec codec = codec(format, usage);
        assertEquals(
                hex,
                HexFormat.of().withUpperCase().formatHex(codec.encode(ZonedDecimalGoldenTest.record(codec, number))));
    }

    @Test
    void aUsageOfTheGroupMakesItsItemsFloatingPoint() {
        Copybook copybook = Copybook.parse("a.cpy", "       01 R COMP-2.\n         05 A.\n         05 B OCCURS 2.\n");
        assertEquals(24, copybook.recordLength());
    }

    private static RecordCodec codec(FloatFormat format, String usage) {
        return new RecordCodec(
                Copybook.parse("test.cpy", "       01  R.\n           05  N  " + usage + ".\n"),
                new HostEncoding(CodePage.of("IBM037"), format));
    }
}
