package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Binary floating-point numbers of IEEE 754. A decimal is taken only if the column gives the same number back: if it is the shortest
 * decimal that stands for its binary number, as {@code 0.1} does, or that binary number itself to the last digit. Infinities and what
 * is not a number have no decimal.
 */
public record FloatType(Width width) implements ColumnType {

    /** How many bits a number has. */
    public enum Width {
        /** 32 bits. */
        SINGLE(6, 9, -37, 38),
        /** 64 bits. */
        DOUBLE(15, 17, -307, 308);

        /** Any decimal with no more digits comes back as it was, as long as its exponent is a usual one. */
        private final int safeDigits;
        /** The shortest decimal of any number has no more. */
        private final int mostDigits;

        private final int leastExponent;
        private final int mostExponent;

        Width(int safeDigits, int mostDigits, int leastExponent, int mostExponent) {
            this.safeDigits = safeDigits;
            this.mostDigits = mostDigits;
            this.leastExponent = leastExponent;
            this.mostExponent = mostExponent;
        }

        private double nearest(BigDecimal number) {
            return this == SINGLE ? number.floatValue() : number.doubleValue();
        }
    }

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        BigDecimal number = GivenNumber.stripped(value, width.mostExponent + 1, place);
        if (number.signum() == 0) {
            return new Value.Decimal(number);
        }
        long exponent = (long) number.precision() - number.scale() - 1;
        boolean safe = number.precision() <= width.safeDigits
                && exponent >= width.leastExponent
                && exponent < width.mostExponent;
        return new Value.Decimal(safe ? number : shortest(number, exponent, place));
    }

    private BigDecimal shortest(BigDecimal number, long exponent, String place) throws Rejection {
        // Before it is looked at more closely: an exponent can have ten digits.
        boolean inReach = exponent >= 2L * width.leastExponent;
        double nearest = inReach ? width.nearest(number) : 0;
        if (nearest == 0 || Double.isInfinite(nearest)) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, place);
        }
        BigDecimal exact = new BigDecimal(nearest);
        BigDecimal shortest = shortest(exact, nearest);
        if (number.compareTo(shortest) != 0 && number.compareTo(exact) != 0) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, place);
        }
        return shortest;
    }

    /** Of the decimals with the fewest digits that stand for the number, the nearest to it. */
    private BigDecimal shortest(BigDecimal exact, double number) {
        for (int digits = 1; digits <= width.mostDigits; digits++) {
            BigDecimal nearer = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (width.nearest(nearer) == number) {
                return nearer.stripTrailingZeros();
            }
            // Beside a power of two the next decimal away from zero may stand for the number where the nearer one does
            // not.
            BigDecimal other = exact.round(new MathContext(digits, RoundingMode.UP));
            if (width.nearest(other) == number) {
                return other.stripTrailingZeros();
            }
        }
        throw new IllegalStateException("a binary number without a decimal of " + width.mostDigits + " digits");
    }
}
