package dev.millrace.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalLong;

/** The floating-point number that is nearest to a decimal one; of two, the one whose significand is even. Exact. */
final class NearestFloat {

    /** Powers of ten that are above and below all layouts. */
    private static final int BOUND = 400;

    private final FloatLayout layout;
    private final BigInteger numerator;
    private final BigInteger denominator;

    private NearestFloat(FloatLayout layout, BigDecimal number) {
        this.layout = layout;
        BigInteger digits = number.unscaledValue().abs();
        int scale = number.scale();
        this.numerator = scale < 0 ? digits.multiply(BigInteger.TEN.pow(-scale)) : digits;
        this.denominator = scale > 0 ? BigInteger.TEN.pow(scale) : BigInteger.ONE;
    }

    /** The bits; empty where the number is beyond the largest of the layout. */
    static OptionalLong of(FloatLayout layout, BigDecimal number) {
        long magnitude = (long) number.precision() - number.scale();
        if (number.signum() == 0 || magnitude < -BOUND) {
            return OptionalLong.of(0);
        }
        if (magnitude > BOUND) {
            return OptionalLong.empty();
        }
        return new NearestFloat(layout, number).find(number.signum() < 0);
    }

    private OptionalLong find(boolean negative) {
        // The quotient has this many bits, or one less.
        int bits = numerator.bitLength() - denominator.bitLength() + 1;
        int excess = bits - layout.precision() - layout.lowest();
        int power = layout.lowest() + Math.max(0, -Math.floorDiv(-excess, layout.step()) * layout.step());
        // Before anything is rounded, so that nothing is rounded twice.
        if (power > layout.lowest() && divided(power)[0].bitLength() <= layout.precision() - layout.step()) {
            power -= layout.step();
        }
        long significand = rounded(power);
        if (significand == 1L << layout.precision()) {
            significand = layout.normal();
            power += layout.step();
        }
        if (power > layout.highest()) {
            return OptionalLong.empty();
        }
        // A number that rounds to zero is a zero without a sign.
        return OptionalLong.of(layout.stored(negative && significand != 0, significand, power));
    }

    /** The whole number nearest to this one divided by a power of two. */
    private long rounded(int power) {
        BigInteger[] parts = divided(power);
        long floor = parts[0].longValueExact();
        int half = parts[1].shiftLeft(1).compareTo(denominator.shiftLeft(Math.max(power, 0)));
        return half > 0 || (half == 0 && floor % 2 != 0) ? floor + 1 : floor;
    }

    private BigInteger[] divided(int power) {
        return numerator.shiftLeft(Math.max(-power, 0)).divideAndRemainder(denominator.shiftLeft(Math.max(power, 0)));
    }
}
