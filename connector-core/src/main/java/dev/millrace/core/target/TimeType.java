package dev.millrace.core.target;

import dev.millrace.core.change.DateTimeText;
import dev.millrace.core.change.Fraction;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.temporal.ChronoField;

/**
 * Times of day without a zone, {@code 13.18.41} or {@code 13:18:41.5}, a {@code Z} behind it or nothing.
 *
 * @param fractionDigits that the column keeps, 0 to 9
 */
public record TimeType(int fractionDigits) implements ColumnType {

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        Value.Time time = timeOf(value, place);
        if (!Fraction.fits(time.time().get(ChronoField.NANO_OF_SECOND), 0, fractionDigits)) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, place);
        }
        return time;
    }

    private static Value.Time timeOf(Value value, String place) throws Rejection {
        if (value instanceof Value.Time time) {
            return time;
        }
        if (value instanceof Value.Text text) {
            DateTimeText scan = new DateTimeText(text.text());
            try {
                LocalTime time = scan.time();
                Fraction fraction = scan.fraction();
                scan.endOrUtc();
                if (fraction.picoseconds() != 0) {
                    throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, place);
                }
                return new Value.Time(time.withNano(fraction.nanoseconds()));
            } catch (DateTimeException notATime) {
                throw new Rejection(RejectionReason.VALUE_TYPE, place);
            }
        }
        throw new Rejection(RejectionReason.VALUE_TYPE, place);
    }
}
