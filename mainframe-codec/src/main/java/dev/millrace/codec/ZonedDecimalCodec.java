package dev.millrace.codec;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Codec of zoned decimal numbers: a digit in the low half of each byte, 0xF in its high half (the zone), and the sign in one
 * of the zones or in a byte of its own.
 *
 * <p>In a zone, C, F, A and E are positive, D and B are negative; C, D, and F in an unsigned field, are what encoding
 * writes. A negative zero decodes to zero: {@link BigDecimal} has one zero only, and COBOL compares both as equal.
 */
final class ZonedDecimalCodec implements ElementCodec {

    private static final int ZONE = 0xF0;
    private static final int DIGIT = 0x0F;
    private static final int POSITIVE = 0xC0;
    private static final int NEGATIVE = 0xD0;

    private final DataType.ZonedDecimal type;
    private final int firstDigit;
    /** The digit whose zone is the sign, counted from 0; one past the last where no zone is. */
    private final int signedDigit;
    /** Of the separate sign, where the type has one. */
    private final int signOffset;

    ZonedDecimalCodec(DataType.ZonedDecimal type) {
        this.type = type;
        SignPlacement sign = type.sign();
        this.firstDigit = sign == SignPlacement.LEADING_SEPARATE ? 1 : 0;
        this.signOffset = sign == SignPlacement.LEADING_SEPARATE ? 0 : type.digits();
        this.signedDigit =
                sign == SignPlacement.LEADING ? 0 : sign == SignPlacement.TRAILING ? type.digits() - 1 : type.digits();
    }

    @Override
    public int length() {
        return type.length();
    }

    @Override
    public CobolValue.Decimal decode(byte[] buffer, int position) {
        if (type.isBlankWhenZero() && isBlank(buffer, position)) {
            return new CobolValue.Decimal(UnscaledDigits.number(0, type.scale()));
        }
        boolean negative = isNegative(buffer, position);
        int digits = type.digits();
        int high = Math.max(0, digits - UnscaledDigits.LONG_DIGITS);
        long upper = digits(buffer, position, 0, high);
        long lower = digits(buffer, position, high, digits);
        return new CobolValue.Decimal(UnscaledDigits.number(negative, upper, lower, type.scale()));
    }

    private boolean isBlank(byte[] buffer, int position) {
        for (int i = 0; i < type.length(); i++) {
            if (buffer[position + i] != CodePage.BLANK) {
                return false;
            }
        }
        return true;
    }

    private boolean isNegative(byte[] buffer, int position) {
        if (!type.isSigned()) {
            return false;
        }
        if (type.sign().isSeparate()) {
            byte sign = buffer[position + signOffset];
            if (sign != CodePage.PLUS && sign != CodePage.MINUS) {
                throw invalid(
                        ErrorCode.FIELD_INVALID_SIGN, buffer, position, signOffset, "neither a plus nor a minus sign");
            }
            return sign == CodePage.MINUS;
        }
        int zone = buffer[position + signedDigit] & ZONE;
        if (zone < 0xA0) {
            throw invalid(ErrorCode.FIELD_INVALID_SIGN, buffer, position, signedDigit, "a digit without a sign zone");
        }
        return zone == NEGATIVE || zone == 0xB0;
    }

    /** The digits from one to before another as a number; at most {@value UnscaledDigits#LONG_DIGITS}. */
    private long digits(byte[] buffer, int position, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int zoned = buffer[position + firstDigit + i];
            int digit = zoned & DIGIT;
            if (digit > 9 || ((zoned & ZONE) != ZONE && i != signedDigit)) {
                throw invalid(ErrorCode.FIELD_INVALID_DIGIT, buffer, position, firstDigit + i, "no decimal digit");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private FieldFault invalid(ErrorCode code, byte[] buffer, int position, int index, String what) {
        return new FieldFault(
                code,
                position,
                "byte " + (index + 1) + " is " + what + ", the field is 0x" + Hex.of(buffer, position, type.length()),
                "check that the copybook is that of the data, and that the data was transferred in binary");
    }

    @Override
    public void encode(CobolValue value, byte[] buffer, int position) {
        BigDecimal number =
                ItemCodec.require(CobolValue.Decimal.class, value, position).value();
        if (type.isBlankWhenZero() && number.signum() == 0) {
            Arrays.fill(buffer, position, position + type.length(), CodePage.BLANK);
            return;
        }
        boolean negative = number.signum() < 0;
        int low = Math.max(0, type.digits() - UnscaledDigits.LONG_DIGITS);
        UnscaledDigits unscaled = UnscaledDigits.of(number, type, position);
        write(unscaled.lower(), buffer, position + firstDigit, low, type.digits());
        write(unscaled.upper(), buffer, position + firstDigit, 0, low);
        if (type.sign().isSeparate()) {
            buffer[position + signOffset] = negative ? CodePage.MINUS : CodePage.PLUS;
        } else if (type.isSigned()) {
            int digit = buffer[position + signedDigit] & DIGIT;
            buffer[position + signedDigit] = (byte) (digit | (negative ? NEGATIVE : POSITIVE));
        }
    }

    private static void write(long digits, byte[] buffer, int first, int from, int to) {
        long rest = digits;
        for (int i = to - 1; i >= from; i--) {
            buffer[first + i] = (byte) (ZONE | (rest % 10));
            rest /= 10;
        }
    }
}
