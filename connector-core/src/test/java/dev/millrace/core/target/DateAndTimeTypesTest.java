package dev.millrace.core.target;

import static dev.millrace.core.target.Rejections.PLACE;
import static dev.millrace.core.target.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateAndTimeTypesTest {

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "2018-06-01", "2000-02-29", "1582-10-10", "9999-12-31"})
    void readsDays(String text) throws Rejection {
        assertEquals(new Value.Date(LocalDate.parse(text)), new DateType().canonical(new Value.Text(text), PLACE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2018-6-1",
                "2018-02-30",
                "1900-02-29",
                "0000-01-01",
                "10000-01-01",
                "-001-01-01",
                "2018-13-01",
                "2018/06/01",
                "2018-06-01 ",
                " 2018-06-01",
                "2018-06-01T00:00:00",
                "20180601",
                "\u0662\u0660\u0661\u0668-06-01"
            })
    void rejectsWhatIsNoDay(String text) {
        assertRejected(RejectionReason.VALUE_TYPE, new DateType(), text);
    }

    @ParameterizedTest
    @CsvSource({
        "13.18.41, 13:18:41",
        "13:18:41, 13:18:41",
        "00.00.00, 00:00:00",
        "13:18:41.5, 13:18:41.5",
        "23.59.59.999999, 23:59:59.999999",
        "13:18:41.500000000, 13:18:41.5"
    })
    void readsTimes(String text, String time) throws Rejection {
        Value expected = new Value.Time(LocalTime.parse(time));
        assertEquals(expected, new TimeType(6).canonical(new Value.Text(text), PLACE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "13",
                "13:18",
                "24:00:00",
                "23:60:00",
                "23:59:60",
                "13:18:41.",
                "13:18:41.1234567890123",
                "1:18:41",
                "13:18:41ZZ",
                "13:18:41z",
                "13:18:41+01:00",
                "13:18:41 "
            })
    void rejectsWhatIsNoTime(String text) {
        assertRejected(RejectionReason.VALUE_TYPE, new TimeType(6), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"13:18:41.1234567", "13:18:41.000000001", "13:18:41.000000000001"})
    void rejectsATimeFinerThanTheColumn(String text) {
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, new TimeType(6), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2018-06-01-13.18.41.780264",
                "2018-06-01T13:18:41.780264",
                "2018-06-01 13:18:41.780264",
                "2018-06-01-13.18.41.780264000000"
            })
    void readsTimestampsOfDb2AndIso(String text) throws Rejection {
        Value expected = new Value.Timestamp(LocalDateTime.parse("2018-06-01T13:18:41.780264"), 0);
        assertEquals(expected, new TimestampType(6).canonical(new Value.Text(text), PLACE));
    }

    @Test
    void passesOverTheZOfUtcThatSourcesWriteBehindTimesWithoutAZone() throws Rejection {
        assertEquals(
                new Value.Timestamp(LocalDateTime.parse("2018-06-01T13:18:41.780264123"), 456),
                new TimestampType(12).canonical(new Value.Text("2018-06-01T13:18:41.780264123456Z"), PLACE));
        assertEquals(
                new Value.Time(LocalTime.parse("13:18:41.5")),
                new TimeType(6).canonical(new Value.Text("13:18:41.5Z"), PLACE));
        assertEquals(
                new Value.Date(LocalDate.parse("2018-06-01")),
                new DateType().canonical(new Value.Text("2018-06-01Z"), PLACE));
    }

    @Test
    void keepsTwelveDigits() throws Rejection {
        Value.Timestamp exact = new Value.Timestamp(LocalDateTime.parse("2018-06-01T13:18:41.123456789"), 12);
        Value.Text text = new Value.Text("2018-06-01-13.18.41.123456789012");
        assertEquals(exact, new TimestampType(12).canonical(text, PLACE));
        for (int digits = 0; digits < 12; digits++) {
            assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, new TimestampType(digits), text);
            assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, new TimestampType(digits), exact);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2018-06-01",
                "2018-06-01-13.18",
                "2018-06-01-24.00.00",
                "2018-02-29-00.00.00",
                "2018-06-01_13.18.41",
                "2018-06-01-13.18.41.1234567890123",
                "2018-06-01T13:18:41ZZ",
                "2018-06-01T13:18:41Z ",
                "2018-06-01T13:18:41+01:00"
            })
    void rejectsWhatIsNoTimestamp(String text) {
        assertRejected(RejectionReason.VALUE_TYPE, new TimestampType(12), text);
    }

    @Test
    void rejectsOtherKinds() {
        Value truth = new Value.Bool(true);
        assertRejected(RejectionReason.VALUE_TYPE, new DateType(), truth);
        assertRejected(RejectionReason.VALUE_TYPE, new TimeType(6), truth);
        assertRejected(RejectionReason.VALUE_TYPE, new TimestampType(6), truth);
    }
}
