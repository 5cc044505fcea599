package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Decimal numbers, whole ones included: the value must have its place in the column without rounding. Text that is a plain
 * number counts as one.
 *
 * @param min smallest value
 * @param max largest value
 * @param scale fraction digits of every value in the column; 0 and more
 */
public record DecimalType(BigDecimal min, BigDecimal max, int scale) implements ColumnType {

    /** @param precision digits in all, 1 and more */
    public static DecimalType numeric(int precision, int scale) {
        BigDecimal max = BigDecimal.TEN.pow(precision).subtract(BigDecimal.ONE).movePointLeft(scale);
        return new DecimalType(max.negate(), max, scale);
    }

    /** Whole numbers of so many bytes in two's complement. */
    public static DecimalType whole(int bytes) {
        BigDecimal half = BigDecimal.valueOf(2).pow(Byte.SIZE * bytes - 1);
        return new DecimalType(half.negate(), half.subtract(BigDecimal.ONE), 0);
    }

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        BigDecimal number = GivenNumber.of(value, place);
        boolean rescale = number.scale() != scale;
        if (rescale) {
            number = rescaled(number, place);
        }
        if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, place);
        }
        return rescale || !(value instanceof Value.Decimal) ? new Value.Decimal(number) : value;
    }

    /** Bounds are looked at before digits are made or stripped: {@code 1E2147483647} must not become a billion zeros. */
    private BigDecimal rescaled(BigDecimal number, String place) throws Rejection {
        if (number.signum() == 0) {
            return BigDecimal.ZERO.setScale(scale);
        }
        long wholeDigits = (long) number.precision() - number.scale();
        if (wholeDigits > (long) max.precision() - max.scale() + 1) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, place);
        }
        BigDecimal shortest = number.stripTrailingZeros();
        if (shortest.scale() > scale) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, place);
        }
        return shortest.setScale(scale, RoundingMode.UNNECESSARY);
    }
}
