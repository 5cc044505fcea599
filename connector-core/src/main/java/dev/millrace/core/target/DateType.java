package dev.millrace.core.target;

import dev.millrace.core.change.DateTimeText;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.time.DateTimeException;
import java.time.LocalDate;

/** Days, {@code 2018-06-01} or {@code 2018-06-01Z}, years 1 to 9999. */
public record DateType() implements ColumnType {

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        if (value instanceof Value.Date) {
            return value;
        }
        if (value instanceof Value.Text text) {
            return new Value.Date(parse(text.text(), place));
        }
        throw new Rejection(RejectionReason.VALUE_TYPE, place);
    }

    private static LocalDate parse(String text, String place) throws Rejection {
        DateTimeText scan = new DateTimeText(text);
        try {
            LocalDate date = scan.date();
            scan.endOrUtc();
            return date;
        } catch (DateTimeException notADate) {
            throw new Rejection(RejectionReason.VALUE_TYPE, place);
        }
    }
}
