package dev.millrace.bench.sample;

/** The mainframe's clock (STCK), a microsecond later each time that it is asked. For one thread. */
public final class SampleClock {
    private static final int MICROSECOND_BITS = 12;
    private static final long FROM_1900_TO_1970_MICROS = 2_208_988_800_000_000L;

    private long micros;

    /** @param startMillis in milliseconds since 1970 */
    public SampleClock(long startMillis) {
        this.micros = FROM_1900_TO_1970_MICROS + startMillis * 1_000;
    }

    /** In 16 hexadecimal digits. */
    public String next() {
        micros++;
        String digits = Long.toHexString(micros << MICROSECOND_BITS);
        return "0".repeat(2 * Long.BYTES - digits.length()) + digits;
    }
}
