package dev.millrace.codec;

/**
 * A layout of floating-point numbers: sign, exponent, fraction from the highest bit on. Every number is a whole
 * significand times a power of two.
 *
 * @param precision bits of the significand
 * @param step by how many powers of two two neighbouring exponents differ: 4 where the base is 16
 * @param lowest power of two of the lowest exponent
 * @param highest power of two of the highest exponent
 */
record FloatLayout(int bits, int precision, int step, int lowest, int highest) {

    static final FloatLayout IBM_SHORT = new FloatLayout(32, 24, 4, -4 * (64 + 6), 4 * (127 - 64 - 6));
    static final FloatLayout IBM_LONG = new FloatLayout(64, 56, 4, -4 * (64 + 14), 4 * (127 - 64 - 14));
    static final FloatLayout IEEE_SHORT = new FloatLayout(32, 24, 1, -149, 104);
    static final FloatLayout IEEE_LONG = new FloatLayout(64, 53, 1, -1074, 971);

    /** A hexadecimal number has all bits of its significand; a binary one leaves the highest, which is always 1, out. */
    private boolean isHexadecimal() {
        return step > 1;
    }

    /** Bits behind the exponent. */
    private int fractionBits() {
        return isHexadecimal() ? precision : precision - 1;
    }

    boolean isNegative(long stored) {
        return (stored >>> (bits - 1) & 1) != 0;
    }

    /** Whether the bits are an infinity or no number at all, which only IEEE has. */
    boolean isNoNumber(long stored) {
        long all = (1L << (bits - 1 - fractionBits())) - 1;
        return !isHexadecimal() && exponent(stored) == all;
    }

    private long exponent(long stored) {
        return stored >>> fractionBits() & ((1L << (bits - 1 - fractionBits())) - 1);
    }

    /** The significand as stored, the hidden bit included; 0 for both zeros. */
    long significand(long stored) {
        long fraction = stored & ((1L << fractionBits()) - 1);
        return isHexadecimal() || exponent(stored) == 0 ? fraction : fraction | 1L << fractionBits();
    }

    /** The power of two that the significand is multiplied by. */
    int power(long stored) {
        int exponent = (int) exponent(stored);
        return lowest + (isHexadecimal() ? exponent * step : Math.max(0, exponent - 1));
    }

    /** The least significand that no lower exponent could have. */
    long normal() {
        return 1L << (precision - step);
    }

    /** The bits of a normalised number; of one that is not, only at the lowest exponent. */
    long stored(boolean negative, long significand, int power) {
        long exponent = ((long) power - lowest) / step;
        long fraction = significand;
        if (!isHexadecimal() && significand >= normal()) {
            exponent++;
            fraction -= normal();
        }
        return (negative ? 1L << (bits - 1) : 0) | exponent << fractionBits() | fraction;
    }
}
