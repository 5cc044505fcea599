package dev.millrace.codec;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The decimal number of the fewest digits that lies nearer to a floating-point number than to its neighbours, and so is encoded to
 * its bits again; of several, the nearest. Exact: it counts with whole numbers alone, since a double has fewer bits than a long
 * hexadecimal number.
 *
 * <p>Half the way to the neighbours is measured in 1/32 of the last place, because the neighbour below a power of 16 is
 * only 1/16 away.
 */
final class ShortestDecimal {

    private static final int PARTS = 5;
    private static final double LOG10_OF_2 = Math.log10(2);
    /** More than what a logarithm may be wrong by; one power too many is tried in vain. */
    private static final double ROUNDING = 1e-9;

    private static final BigDecimal NONE = BigDecimal.ZERO;

    private final BigInteger low;
    private final BigInteger value;
    private final BigInteger high;
    /** Of two, that the three are multiplied by. */
    private final int power;
    /** Whether a number half the way to a neighbour is encoded to this number: where its significand is even. */
    private final boolean halves;

    private ShortestDecimal(long significand, long below, int power) {
        this.value = BigInteger.valueOf(significand << PARTS);
        this.low = BigInteger.valueOf((significand << PARTS) - below);
        this.high = BigInteger.valueOf((significand << PARTS) + (1 << (PARTS - 1)));
        this.power = power - PARTS;
        this.halves = significand % 2 == 0;
    }

    /** Of a positive number in its normalised form: of a significand of at most 56 bits times a power of two. */
    static BigDecimal of(FloatLayout layout, long significand, int power) {
        boolean nearer = significand == layout.normal() && power > layout.lowest();
        long below = (1L << (PARTS - 1)) / (nearer ? 1 << layout.step() : 1);
        return new ShortestDecimal(significand, below, power).find();
    }

    private BigDecimal find() {
        // The largest power of ten that fits between the ends: one of its multiples is there for sure. A multiple of
        // ten times that
        // may be there too, by chance; it ends with all the zeros that there are to drop.
        double width = Math.log10(high.subtract(low).doubleValue()) + power * LOG10_OF_2;
        int exponent = (int) Math.floor(width + ROUNDING) + 1;
        BigDecimal found = multiple(exponent);
        while (found.signum() == 0) {
            exponent--;
            found = multiple(exponent);
        }
        BigDecimal stripped = found.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** The multiple of a power of ten between the ends that is nearest to the number, or {@link #NONE}. */
    private BigDecimal multiple(int exponent) {
        BigInteger unit = BigInteger.TEN.pow(Math.max(exponent, 0)).shiftLeft(Math.max(-power, 0));
        BigInteger scale = BigInteger.TEN.pow(Math.max(-exponent, 0)).shiftLeft(Math.max(power, 0));
        BigInteger[] parts = value.multiply(scale).divideAndRemainder(unit);
        BigInteger floor = parts[0];
        BigInteger ceiling = floor.add(BigInteger.ONE);
        boolean floorFits = floor.signum() > 0 && isAbove(floor.multiply(unit), low.multiply(scale));
        boolean ceilingFits = isAbove(high.multiply(scale), ceiling.multiply(unit));
        if (!floorFits && !ceilingFits) {
            return NONE;
        }
        boolean upper = ceilingFits && (!floorFits || parts[1].shiftLeft(1).compareTo(unit) > 0);
        return new BigDecimal(upper ? ceiling : floor, -exponent);
    }

    private boolean isAbove(BigInteger number, BigInteger end) {
        int order = number.compareTo(end);
        return order > 0 || (halves && order == 0);
    }
}
