package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every value that a byte can have, at every place of a number. */
class InvalidFieldTest {

    private static final int DIGITS = 21;
    private static final int ELEMENT = 2;

    @ParameterizedTest
    @EnumSource(SignPlacement.class)
    void everyByteIsEitherADigitInItsPlaceOrAnErrorThatNamesIt(SignPlacement sign) {
        RecordCodec codec = codec(sign);
        int length = DIGITS + (sign.isSeparate() ? 1 : 0);
        int start = 3 + (ELEMENT - 1) * (length + 2) + 2;
        for (int index = 0; index < length; index++) {
            for (int value = 0; value < 256; value++) {
                byte[] record = zeros(codec, sign);
                record[start + index] = (byte) value;
                if (isValid(sign, index, value)) {
                    assertEquals(
                            expected(sign, index, value),
                            codec.decode(record, 0, record.length, 7).get("T"),
                            sign + " " + index + " " + value);
                } else {
                    CodecException error =
                            assertThrows(CodecException.class, () -> codec.decode(record, 0, record.length, 7));
                    assertTrue(
                            error.code() == ErrorCode.FIELD_INVALID_DIGIT
                                    || (error.code() == ErrorCode.FIELD_INVALID_SIGN && isSign(sign, index)),
                            error.problem());
                    assertEquals(new Place.InRecord(OptionalLong.of(7), start, "R.T(2).N"), error.place());
                    String hex = HexFormat.of().withUpperCase().formatHex(record, start, start + length);
                    assertTrue(error.problem().startsWith("byte " + (index + 1) + " is "), error.problem());
                    assertTrue(error.problem().endsWith("0x" + hex), error.problem());
                }
            }
        }
    }

    private static boolean isSign(SignPlacement sign, int index) {
        return switch (sign) {
            case UNSIGNED -> false;
            case TRAILING -> index == DIGITS - 1;
            case LEADING, LEADING_SEPARATE -> index == 0;
            case TRAILING_SEPARATE -> index == DIGITS;
        };
    }

    private static boolean isValid(SignPlacement sign, int index, int value) {
        if (!isSign(sign, index)) {
            return value >= 0xF0 && value <= 0xF9;
        }
        return sign.isSeparate() ? value == 0x4E || value == 0x60 : value >= 0xA0 && value % 16 <= 9;
    }

    private static CobolValue expected(SignPlacement sign, int index, int value) {
        BigDecimal zero = new BigDecimal("0.00");
        BigDecimal changed = zero;
        if (!(sign.isSeparate() && isSign(sign, index))) {
            int digit = sign == SignPlacement.LEADING_SEPARATE ? index - 1 : index;
            changed = BigDecimal.valueOf(value % 16)
                    .scaleByPowerOfTen(DIGITS - 1 - digit - 2)
                    .setScale(2);
            if (isSign(sign, index) && (value >> 4 == 0xD || value >> 4 == 0xB)) {
                changed = changed.negate();
            }
        }
        return new CobolValue.Table(List.of(row(zero), row(changed), row(zero)));
    }

    private static CobolValue row(BigDecimal number) {
        return CobolValue.Group.of(Map.of("N", CobolValue.number(number)));
    }

    private static byte[] zeros(RecordCodec codec, SignPlacement sign) {
        byte[] record = new byte[codec.recordLength()];
        Arrays.fill(record, (byte) 0xF0);
        int length = DIGITS + (sign.isSeparate() ? 1 : 0);
        for (int i = 0; sign.isSeparate() && i < 3; i++) {
            int start = 3 + i * (length + 2) + 2;
            record[sign == SignPlacement.LEADING_SEPARATE ? start : start + DIGITS] = 0x4E;
        }
        return record;
    }

    private static RecordCodec codec(SignPlacement sign) {
        String clause = switch (sign) {
            case UNSIGNED -> "9(19)V99";
            case TRAILING -> "S9(19)V99";
            case LEADING -> "S9(19)V99 LEADING";
            case TRAILING_SEPARATE -> "S9(19)V99 TRAILING SEPARATE";
            case LEADING_SEPARATE -> "S9(19)V99 LEADING SEPARATE";
        };
        return new RecordCodec(Copybook.parse("test.cpy", """
                       01  R.
                           05  FILLER PIC X(3).
                           05  T OCCURS 3 TIMES.
                               10  FILLER PIC X(2).
                               10  N PIC %s.
                """.formatted(clause)), CodePage.of("IBM037"));
    }

    @Test
    void aByteThatIsNoCharacterIsAnErrorThatNamesIt() {
        RecordCodec codec = new RecordCodec(
                Copybook.parse("test.cpy", "       01 R.\n         05 A PIC X(3).\n         05 B PIC X(100).\n"),
                CodePage.of("IBM424"));
        byte[] record = new byte[103];
        Arrays.fill(record, (byte) 0x40);
        record[4] = 0x70;

        CodecException error = assertThrows(CodecException.class, () -> codec.decode(record, 0));

        assertEquals(ErrorCode.FIELD_UNMAPPED_BYTE, error.code());
        assertEquals(new Place.InRecord(OptionalLong.empty(), 3, "R.B"), error.place());
        assertEquals(
                "byte 2 is no character of code page IBM424, the field is 0x4070" + "40".repeat(62) + "...",
                error.problem());
    }

    @ParameterizedTest
    @CsvSource({"0, 11", "1, 12", "-1, 30", "2147483647, 30", "-2147483648, 30"})
    void aBufferWithoutRoomIsRefused(int offset, int size) {
        RecordCodec codec = ZonedDecimalGoldenTest.codec("PIC 9(12).");
        CobolRecord record = ZonedDecimalGoldenTest.record(codec, BigDecimal.ONE);
        for (CodecException error : List.of(
                assertThrows(CodecException.class, () -> codec.decode(new byte[size], offset)),
                assertThrows(CodecException.class, () -> codec.encode(record, new byte[size], offset)))) {
            assertEquals(ErrorCode.RECORD_LENGTH, error.code());
        }
    }
}
