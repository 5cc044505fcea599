package dev.millrace.core.format;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Dates and times that records have as whole numbers, since 1970 or since midnight, for columns without a zone. Years are 1 to 9999:
 * numbers beyond, which some sources have for infinity, are rejected as {@code VALUE_OUT_OF_RANGE}.
 */
public enum EpochUnit {
    MILLIS(1_000),
    MICROS(1_000_000),
    NANOS(1_000_000_000);

    private static final String PLACE = "value";
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private final long perSecond;

    EpochUnit(long perSecond) {
        this.perSecond = perSecond;
    }

    /** @param days since 1970-01-01 */
    public static Value date(long days) throws Rejection {
        requireDay(days);
        return new Value.Date(LocalDate.ofEpochDay(days));
    }

    /** @param number of the unit since midnight, less than a day */
    public Value time(long number) throws Rejection {
        if (number < 0 || number >= SECONDS_PER_DAY * perSecond) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, PLACE);
        }
        return new Value.Time(LocalTime.ofNanoOfDay(number * (NANOS_PER_SECOND / perSecond)));
    }

    /** @param number of the unit since 1970-01-01T00:00 */
    public Value timestamp(long number) throws Rejection {
        long second = Math.floorDiv(number, perSecond);
        requireDay(Math.floorDiv(second, SECONDS_PER_DAY));
        int nanos = (int) (Math.floorMod(number, perSecond) * (NANOS_PER_SECOND / perSecond));
        return new Value.Timestamp(LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC), 0);
    }

    private static void requireDay(long day) throws Rejection {
        if (day < FIRST_DAY || day > LAST_DAY) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, PLACE);
        }
    }
}
