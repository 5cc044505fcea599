package dev.millrace.core.change;

/** What a time has below the second: nanoseconds (0 to 999,999,999), and picoseconds below those (0 to 999). */
public record Fraction(int nanoseconds, int picoseconds) {
    private static final int NANO_DIGITS = 9;
    private static final int PICO_DIGITS = 12;

    /** Whether so many digits are enough for it. */
    public static boolean fits(int nanoseconds, int picoseconds, int digits) {
        long value = nanoseconds * 1_000L + picoseconds;
        return value % power(PICO_DIGITS - digits) == 0;
    }

    /** @param digits at most 12 decimal digits, leading zeros counted */
    static Fraction of(long number, int digits) {
        long picoseconds = number * power(PICO_DIGITS - digits);
        long perNano = power(PICO_DIGITS - NANO_DIGITS);
        return new Fraction((int) (picoseconds / perNano), (int) (picoseconds % perNano));
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
