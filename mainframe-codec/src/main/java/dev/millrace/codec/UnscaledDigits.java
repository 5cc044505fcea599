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

    /** The number of which a field holds these digits. */
    static BigDecimal number(boolean negative, long upper, long lower, int scale) {
        if (upper == 0) {
            return number(negative ? -lower : lower, scale);
        }
        BigInteger unscaled = BigInteger.valueOf(upper).multiply(SHIFT).add(BigInteger.valueOf(lower));
        return number(negative ? unscaled.negate() : unscaled, scale);
    }

    /** A number of which a field holds these digits. */
    static BigDecimal number(BigInteger unscaled, int scale) {
        return atLeastWhole(new BigDecimal(unscaled, scale));
    }

    /** A number of which a field holds these digits. */
    static BigDecimal number(long unscaled, int scale) {
        return atLeastWhole(BigDecimal.valueOf(unscaled, scale));
    }

    /** A picture that ends with P has no decimal places, whatever the number of its P. */
    private static BigDecimal atLeastWhole(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    /** The digits of the number's absolute value; a {@link FieldFault} where they do not fit exactly. */
    static UnscaledDigits of(BigDecimal number, DataType.Numeric type, int position) {
        BigInteger unscaled = exactly(number, type, type.digits(), position).abs();
        if (type.digits() <= LONG_DIGITS) {
            return new UnscaledDigits(0, unscaled.longValueExact());
        }
        BigInteger[] parts = unscaled.divideAndRemainder(SHIFT);
        return new UnscaledDigits(parts[0].longValueExact(), parts[1].longValueExact());
    }

    /** The number without its decimal point, of at most that many digits; a {@link FieldFault} where it does not fit exactly. */
    static BigInteger exactly(BigDecimal number, DataType.Numeric type, int digits, int position) {
        if (number.signum() == 0) {
            return BigInteger.ZERO;
        }
        if (number.signum() < 0 && !type.isSigned()) {
            throw new FieldFault(
                    ErrorCode.NUMBER_OUT_OF_RANGE,
                    position,
                    "the number is negative, the field has no sign",
                    "give a number that is not negative, or a picture with S");
        }
        // Before setScale, which would build a number of a billion digits from 1E+1000000000.
        if ((long) number.precision() - number.scale() > digits - type.scale()) {
            throw new FieldFault(
                    ErrorCode.NUMBER_OUT_OF_RANGE,
                    position,
                    "the number has a digit above the " + digits + " of the field, the last of which " + last(type),
                    "give a smaller number, or enlarge the picture in the copybook and in all programs that use it");
        }
        if (number.scale() > type.scale() && number.stripTrailingZeros().scale() > type.scale()) {
            throw new FieldFault(
                    ErrorCode.NUMBER_TOO_PRECISE,
                    position,
                    "the number has a digit below the last one of the field, which " + last(type),
                    "round the number first, as the business rules say");
        }
        return number.setScale(type.scale()).unscaledValue();
    }

    /** What the last digit of the field is. */
    private static String last(DataType.Numeric type) {
        return type.scale() > 0 ? "is decimal place " + type.scale() : "stands for 1" + "0".repeat(-type.scale());
    }
}
