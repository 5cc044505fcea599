package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Against Java's own parsing for IEEE, and against a search through all numbers of digits for both formats. */
class FloatPropertyTest {

    private static final int MOST_DIGITS = 18;

    @Property(tries = 4000)
    void aDoubleIsEncodedAsJavaParsesIt(@ForAll long bits, @ForAll BigDecimal any) {
        double number = Double.longBitsToDouble(bits);
        if (Double.isFinite(number) && number != 0) {
            BigDecimal decimal = decoded(FloatLayout.IEEE_LONG, bits);
            assertEquals(number, decimal.doubleValue());
            assertTrue(decimal.precision() <= new BigDecimal(Double.toString(number)).precision()
                    || decimal.stripTrailingZeros().precision()
                            <= new BigDecimal(Double.toString(number))
                                    .stripTrailingZeros()
                                    .precision());
        }
        assertEquals(
                Double.doubleToLongBits(any.doubleValue() + 0.0),
                NearestFloat.of(FloatLayout.IEEE_LONG, any)
                        .orElse(Double.doubleToLongBits(any.signum() * Double.POSITIVE_INFINITY)));
        assertEquals(Float.floatToIntBits(any.floatValue() + 0.0f), (int) NearestFloat.of(FloatLayout.IEEE_SHORT, any)
                .orElse(Float.floatToIntBits(any.signum() * Float.POSITIVE_INFINITY)));
    }

    @Property(tries = 4000)
    void theDecimalIsTheShortestThatIsEncodedToTheSameBits(@ForAll long bits) {
        for (FloatLayout layout : new FloatLayout[] {
            FloatLayout.IBM_SHORT, FloatLayout.IBM_LONG, FloatLayout.IEEE_SHORT, FloatLayout.IEEE_LONG
        }) {
            assertShortest(layout, bits);
        }
    }

    /** Where the neighbour below is nearer than that above, the nearest decimal may not be the shortest. */
    @Example
    void theDecimalIsTheShortestAtEveryPowerOfTheBase() {
        for (int exponent = 1; exponent < 127; exponent++) {
            assertShortest(FloatLayout.IBM_SHORT, (long) exponent << 24 | 0x100000);
            assertShortest(FloatLayout.IBM_LONG, (long) exponent << 56 | 0x10000000000000L);
        }
        for (long exponent = 1; exponent < 2047; exponent++) {
            assertShortest(FloatLayout.IEEE_LONG, exponent << 52);
        }
    }

    private static void assertShortest(FloatLayout layout, long bits) {
        long stored = (layout.bits() == 32 ? bits & 0x7FFF_FFFFL : bits & Long.MAX_VALUE);
        if (layout.isNoNumber(stored) || layout.significand(stored) == 0) {
            return;
        }
        BigDecimal exact = exact(layout, stored);
        long canonical = NearestFloat.of(layout, exact).orElseThrow();
        BigDecimal decimal = decoded(layout, stored);

        assertEquals(canonical, NearestFloat.of(layout, decimal).orElseThrow());
        BigDecimal shortest = null;
        for (int digits = 1; shortest == null && digits <= MOST_DIGITS; digits++) {
            BigDecimal down = exact.round(new MathContext(digits, RoundingMode.DOWN));
            BigDecimal up = exact.round(new MathContext(digits, RoundingMode.UP));
            boolean downFits = NearestFloat.of(layout, down).orElse(-1) == canonical;
            boolean upFits = NearestFloat.of(layout, up).orElse(-1) == canonical;
            boolean upper = exact.subtract(down).compareTo(up.subtract(exact)) > 0;
            shortest = downFits && !(upFits && upper) ? down : upFits ? up : null;
        }
        assertEquals(0, decimal.compareTo(shortest), decimal + " is not " + shortest);
    }

    private static BigDecimal exact(FloatLayout layout, long stored) {
        int power = layout.power(stored);
        BigDecimal factor = BigDecimal.valueOf(2).pow(Math.abs(power));
        BigDecimal significand = BigDecimal.valueOf(layout.significand(stored));
        return power < 0 ? significand.divide(factor) : significand.multiply(factor);
    }

    private static BigDecimal decoded(FloatLayout layout, long bits) {
        byte[] bytes = new byte[layout.bits() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (bits >>> (layout.bits() - 8 * (i + 1)));
        }
        FloatFormat format = layout.step() > 1 ? FloatFormat.IBM : FloatFormat.IEEE;
        return new FloatCodec(new DataType.FloatingPoint(bytes.length), format)
                .decode(bytes, 0)
                .value();
    }
}
