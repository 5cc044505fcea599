package dev.millrace.codec;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The digits of a number as a field holds them, without sign and decimal point: the last 18 and those before, because 18
 * are what a long holds.
 */
record UnscaledDigits(long upper, long lower) {

    /** Digits that always fit a long. */
    static final int LONG_DIGITS = 18;

    private static final BigInteger SHIFT = BigInteger.TEN.pow(LONG_DIGITS);

    static BigInteger join(long upper, long lower) {
        return BigInteger.valueOf(upper).multiply(SHIFT).add(BigInteger.valueOf(lower));
    }

    /** The digits of the number's absolute value; a {@link FieldFault} where they do not fit exactly. */
    static UnscaledDigits of(BigDecimal number, DataType.ZonedDecimal type, int position) {
        if (number.signum() == 0) {
            return new UnscaledDigits(0, 0);
        }
        // Before setScale, which would build a number of a billion digits from 1E+1000000000.
        if ((long) number.precision() - number.scale() > type.digits() - type.scale()) {
            throw new FieldFault(
                    ErrorCode.NUMBER_OUT_OF_RANGE,
                    position,
                    "the number has more than the " + (type.digits() - type.scale()) + " integer digits of the field",
                    "give a smaller number, or enlarge the picture in the copybook and in all programs that use it");
        }
        if (number.scale() > type.scale() && number.stripTrailingZeros().scale() > type.scale()) {
            throw new FieldFault(
                    ErrorCode.NUMBER_TOO_PRECISE,
                    position,
                    "the number has more than the " + type.scale() + " decimal places of the field",
                    "round the number first, as the business rules say");
        }
        BigInteger unscaled = number.setScale(type.scale()).unscaledValue().abs();
        if (type.digits() <= LONG_DIGITS) {
            return new UnscaledDigits(0, unscaled.longValueExact());
        }
        BigInteger[] parts = unscaled.divideAndRemainder(SHIFT);
        return new UnscaledDigits(parts[0].longValueExact(), parts[1].longValueExact());
    }
}
