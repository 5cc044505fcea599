package dev.millrace.core.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.Value;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class IsoTextTest {

    @Test
    void hasExactlyTheDigitsOfTheColumn() {
        Value.Timestamp timestamp = new Value.Timestamp(LocalDateTime.parse("0001-01-01T00:00:00.000000001"), 20);
        assertEquals("0001-01-01T00:00:00.000000001020", IsoText.of(timestamp, 12));
        Value.Timestamp whole = new Value.Timestamp(LocalDateTime.parse("9999-12-31T23:59"), 0);
        assertEquals("9999-12-31T23:59:00", IsoText.of(whole, 0));
        assertEquals("9999-12-31T23:59:00.000", IsoText.of(whole, 3));
        assertEquals("08:05:09.50", IsoText.of(new Value.Time(LocalTime.parse("08:05:09.5")), 2));
        assertEquals("0987-06-05", IsoText.of(new Value.Date(LocalDate.of(987, 6, 5))));
    }
}
