package dev.millrace.core.target;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * Reads dates and times as mainframes and standards write them, from left to right. Every method throws
 * {@link DateTimeException} where the text is not what it reads. For one thread.
 */
final class DateTimeText {
    private static final int MAX_FRACTION_DIGITS = 12;

    private final String text;
    private int next;

    DateTimeText(String text) {
        this.text = text;
    }

    LocalDate date() {
        int year = digits(4);
        oneOf("-");
        int month = digits(2);
        oneOf("-");
        int day = digits(2);
        if (year == 0) {
            throw mismatch();
        }
        return LocalDate.of(year, month, day);
    }

    LocalTime time() {
        int hour = digits(2);
        oneOf(".:");
        int minute = digits(2);
        oneOf(".:");
        int second = digits(2);
        return LocalTime.of(hour, minute, second);
    }

    /** An optional point with 1 to 12 digits. */
    Fraction fraction() {
        if (next == text.length()) {
            return new Fraction(0, 0);
        }
        oneOf(".");
        int start = next;
        long number = 0;
        while (next < text.length()) {
            number = number * 10 + digits(1);
            if (next - start > MAX_FRACTION_DIGITS) {
                throw mismatch();
            }
        }
        if (next == start) {
            throw mismatch();
        }
        return Fraction.of(number, next - start);
    }

    void oneOf(String separators) {
        if (next == text.length() || separators.indexOf(text.charAt(next)) < 0) {
            throw mismatch();
        }
        next++;
    }

    void end() {
        if (next != text.length()) {
            throw mismatch();
        }
    }

    private int digits(int count) {
        int number = 0;
        for (int i = 0; i < count; i++) {
            char digit = next < text.length() ? text.charAt(next) : ' ';
            if (digit < '0' || digit > '9') {
                throw mismatch();
            }
            number = number * 10 + digit - '0';
            next++;
        }
        return number;
    }

    private DateTimeException mismatch() {
        return new DateTimeException("not a date or time at character " + (next + 1));
    }
}
