package dev.millrace.simulator.source;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The mainframe's time-of-day clock: a 64-bit unsigned count since 1900-01-01T00:00:00Z whose bit 51 is one microsecond
 * (z/Architecture Principles of Operation, "Time-of-Day Clock"). It runs until 2042-09-17 and, unlike the clock it is
 * made from, never goes back. Owned by one thread.
 */
public final class StoreClock {
    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
    private static final long MICROS_PER_SECOND = 1_000_000L;
    /** The count is in units of 1/4096 microsecond. */
    private static final int BITS_BELOW_MICRO = 12;

    private static final long END_MICROS = 1L << (64 - BITS_BELOW_MICRO);

    private final Clock clock;
    private long last;

    public StoreClock(Clock clock) {
        this(clock, 0);
    }

    /** @param last what it has shown already: it goes on from there */
    public StoreClock(Clock clock, long last) {
        this.clock = clock;
        this.last = last;
    }

    /** The clock now: at least what the last call answered. */
    public long read() {
        long now = valueOf(clock.instant());
        if (Long.compareUnsigned(now, last) > 0) {
            last = now;
        }
        return last;
    }

    /** What the last {@link #read()} answered; 0 before the first. */
    public long last() {
        return last;
    }

    /** The store clock value of an instant; {@link IllegalArgumentException} outside 1900 to 2042. */
    public static long valueOf(Instant instant) {
        long seconds = instant.getEpochSecond() + SECONDS_1900_TO_1970;
        long nanos = instant.getNano();
        long micros = seconds * MICROS_PER_SECOND + nanos / 1000;
        if (seconds < 0 || micros >= END_MICROS) {
            throw new IllegalArgumentException("the store clock cannot show " + instant);
        }
        return (micros << BITS_BELOW_MICRO) | ((nanos % 1000 << BITS_BELOW_MICRO) / 1000);
    }

    /** The instant of a store clock value, down to the microsecond. */
    public static Instant instantOf(long stck) {
        long micros = stck >>> BITS_BELOW_MICRO;
        return Instant.ofEpochSecond(micros / MICROS_PER_SECOND - SECONDS_1900_TO_1970)
                .plus(micros % MICROS_PER_SECOND, ChronoUnit.MICROS);
    }
}
