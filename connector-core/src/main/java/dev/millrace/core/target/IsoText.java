package dev.millrace.core.target;

import dev.millrace.core.change.Value;
import java.time.LocalTime;
import java.time.temporal.ChronoField;

/** Dates and times as ISO 8601 writes them, with exactly as many digits as their column keeps: their text order is their order. */
public final class IsoText {
    private static final int PICO_DIGITS = 12;

    private IsoText() {}

    /** {@code 2018-06-01}. */
    public static String of(Value.Date date) {
        return date.date().toString();
    }

    /**
     * {@code 13:18:41.780}.
     *
     * @param digits of the fraction, 0 to 9; the value has no more
     */
    public static String of(Value.Time time, int digits) {
        return text(time.time(), 0, digits);
    }

    /**
     * {@code 2018-06-01T13:18:41.780264}.
     *
     * @param digits of the fraction, 0 to 12; the value has no more
     */
    public static String of(Value.Timestamp timestamp, int digits) {
        return timestamp.dateTime().toLocalDate() + "T"
                + text(timestamp.dateTime().toLocalTime(), timestamp.picoseconds(), digits);
    }

    private static String text(LocalTime time, int picoseconds, int digits) {
        StringBuilder text = new StringBuilder(PICO_DIGITS + 9);
        pad(text, time.getHour(), 2);
        pad(text.append(':'), time.getMinute(), 2);
        pad(text.append(':'), time.getSecond(), 2);
        if (digits > 0) {
            int point = text.length();
            pad(text.append('.'), time.get(ChronoField.NANO_OF_SECOND) * 1_000L + picoseconds, PICO_DIGITS);
            text.setLength(point + 1 + digits);
        }
        return text.toString();
    }

    private static void pad(StringBuilder text, long number, int width) {
        String digits = Long.toString(number);
        for (int i = digits.length(); i < width; i++) {
            text.append('0');
        }
        text.append(digits);
    }
}
