package dev.millrace.codec;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Codec of packed decimal numbers: two digits in each byte, and the sign in the low half of the last one.
 *
 * <p>C, F, A and E are positive, D and B are negative; C, D, and F in an unsigned field, are what encoding writes. An even number of
 * digits leaves the first half byte unused; it has to be 0. A negative zero decodes to zero, as with {@link ZonedDecimalCodec}.
 */
final class PackedDecimalCodec implements ElementCodec {

    private static final int POSITIVE = 0xC;
    private static final int NEGATIVE = 0xD;
    private static final int UNSIGNED = 0xF;

    private final DataType.PackedDecimal type;
    /** Half bytes before the first digit: 0 or 1. */
    private final int unused;

    PackedDecimalCodec(DataType.PackedDecimal type) {
        this.type = type;
        this.unused = 1 - type.digits() % 2;
    }

    @Override
    public int length() {
        return type.length();
    }

    @Override
    public CobolValue.Decimal decode(byte[] buffer, int position) {
        boolean negative = isNegative(buffer, position);
        if (unused > 0 && half(buffer, position, 0) != 0) {
            throw invalid(ErrorCode.FIELD_INVALID_DIGIT, buffer, position, 0, "before the first digit, and not 0");
        }
        int digits = type.digits();
        int high = Math.max(0, digits - UnscaledDigits.LONG_DIGITS);
        long upper = digits(buffer, position, 0, high);
        long lower = digits(buffer, position, high, digits);
        return new CobolValue.Decimal(UnscaledDigits.number(negative, upper, lower, type.scale()));
    }

    private boolean isNegative(byte[] buffer, int position) {
        int index = unused + type.digits();
        int sign = half(buffer, position, index);
        boolean negative = sign == NEGATIVE || sign == 0xB;
        if (sign <= 9 || (negative && !type.isSigned())) {
            throw invalid(
                    ErrorCode.FIELD_INVALID_SIGN,
                    buffer,
                    position,
                    index,
                    sign <= 9 ? "no sign" : "a minus sign in a field without sign");
        }
        return negative;
    }

    /** The digits from one to before another as a number; at most {@value UnscaledDigits#LONG_DIGITS}. */
    private long digits(byte[] buffer, int position, int from, int to) {
        long value = 0;
        for (int i = unused + from; i < unused + to; i++) {
            int digit = half(buffer, position, i);
            if (digit > 9) {
                throw invalid(ErrorCode.FIELD_INVALID_DIGIT, buffer, position, i, "no decimal digit");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int half(byte[] buffer, int position, int index) {
        int both = buffer[position + (index >> 1)];
        return (index & 1) == 0 ? (both >> 4) & 0xF : both & 0xF;
    }

    private FieldFault invalid(ErrorCode code, byte[] buffer, int position, int index, String what) {
        return new FieldFault(
                code,
                position,
                "half byte " + (index + 1) + " is " + what + ", the field is 0x"
                        + Hex.of(buffer, position, type.length()),
                "check that the copybook is that of the data, and that the data was transferred in binary");
    }

    @Override
    public void encode(CobolValue value, byte[] buffer, int position) {
        BigDecimal number =
                ItemCodec.require(CobolValue.Decimal.class, value, position).value();
        UnscaledDigits unscaled = UnscaledDigits.of(number, type, position);
        int sign = !type.isSigned() ? UNSIGNED : number.signum() < 0 ? NEGATIVE : POSITIVE;
        int low = Math.max(0, type.digits() - UnscaledDigits.LONG_DIGITS);
        Arrays.fill(buffer, position, position + type.length(), (byte) 0);
        write(unscaled.lower(), buffer, position, low, type.digits());
        write(unscaled.upper(), buffer, position, 0, low);
        buffer[position + type.length() - 1] |= (byte) sign;
    }

    /** Writes the digits from one to before another into half bytes that are 0. */
    private void write(long digits, byte[] buffer, int position, int from, int to) {
        long rest = digits;
        for (int i = unused + to - 1; i >= unused + from; i--) {
            int digit = (int) (rest % 10);
            buffer[position + (i >> 1)] |= (byte) ((i & 1) == 0 ? digit << 4 : digit);
            rest /= 10;
        }
    }
}
