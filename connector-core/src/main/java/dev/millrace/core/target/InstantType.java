package dev.millrace.core.target;

import dev.millrace.core.change.DateTimeText;
import dev.millrace.core.change.Fraction;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/**
 * Instants: dates with times that say how far they are from UTC, as {@code 2018-06-01T13:18:41.780264Z} and
 * {@code 2018-06-01 15:18:41.780264+02:00} do. A time that does not say so is none: no zone is assumed. The canonical value is the
 * date and time in UTC, of the years 1 to 9999.
 *
 * @param fractionDigits that the column keeps, 0 to 12
 */
public record InstantType(int fractionDigits) implements ColumnType {
    private static final int LAST_YEAR = 9_999;

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        if (!(value instanceof Value.Text text)) {
            throw new Rejection(RejectionReason.VALUE_TYPE, place);
        }
        Value.Timestamp instant = instantOf(text.text(), place);
        LocalDateTime utc = instant.dateTime();
        boolean inRange = utc.getYear() >= 1 && utc.getYear() <= LAST_YEAR;
        if (!inRange || !Fraction.fits(utc.get(ChronoField.NANO_OF_SECOND), instant.picoseconds(), fractionDigits)) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, place);
        }
        return instant;
    }

    private static Value.Timestamp instantOf(String text, String place) throws Rejection {
        DateTimeText scan = new DateTimeText(text);
        try {
            LocalDate date = scan.date();
            scan.oneOf("-T ");
            LocalTime time = scan.time();
            Fraction fraction = scan.fraction();
            ZoneOffset offset = scan.offset();
            scan.end();
            LocalDateTime utc =
                    date.atTime(time).withNano(fraction.nanoseconds()).minusSeconds(offset.getTotalSeconds());
            return new Value.Timestamp(utc, fraction.picoseconds());
        } catch (DateTimeException notAnInstant) {
            throw new Rejection(RejectionReason.VALUE_TYPE, place);
        }
    }
}
