package dev.millrace.core.target;

import dev.millrace.core.change.DateTimeText;
import dev.millrace.core.change.Fraction;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;

/**
 * Dates with times, without a zone: Db2's {@code 2018-06-01-13.18.41.780264} and ISO's {@code 2018-06-01T13:18:41.780264},
 * with {@code T} or a blank, and a {@code Z} behind it or nothing.
 *
 * @param fractionDigits that the column keeps, 0 to 12
 */
public record TimestampType(int fractionDigits) implements ColumnType {

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        Value.Timestamp timestamp = timestampOf(value, place);
        if (!Fraction.fits(
                timestamp.dateTime().get(ChronoField.NANO_OF_SECOND), timestamp.picoseconds(), fractionDigits)) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, place);
        }
        return timestamp;
    }

    private static Value.Timestamp timestampOf(Value value, String place) throws Rejection {
        if (value instanceof Value.Timestamp timestamp) {
            return timestamp;
        }
        if (value instanceof Value.Text text) {
            DateTimeText scan = new DateTimeText(text.text());
            try {
                LocalDateTime second = scan.dateTime();
                Fraction fraction = scan.fraction();
                scan.endOrUtc();
                return new Value.Timestamp(second.withNano(fraction.nanoseconds()), fraction.picoseconds());
            } catch (DateTimeException notATimestamp) {
                throw new Rejection(RejectionReason.VALUE_TYPE, place);
            }
        }
        throw new Rejection(RejectionReason.VALUE_TYPE, place);
    }
}
