package dev.millrace.core.change;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Reads dates and times as mainframes and standards write them, from left to right. Every method throws
 * {@link DateTimeException} where the text is not what it reads. For one thread.
 */
public final class DateTimeText {
    private static final int MAX_FRACTION_DIGITS = 12;

    private final String text;
    private int next;

    /** Whether there is nothing in it but 0 to 9. */
    public static boolean isDigits(String text) {
        return text.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    public DateTimeText(String text) {
        this.text = text;
    }

    public LocalDate date() {
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

    public LocalTime time() {
        int hour = digits(2);
        oneOf(".:");
        int minute = digits(2);
        oneOf(".:");
        int second = digits(2);
        return LocalTime.of(hour, minute, second);
    }

    /** A date and a time, with a hyphen, a {@code T} or a blank between them. */
    public LocalDateTime dateTime() {
        LocalDate date = date();
        oneOf("-T ");
        return date.atTime(time());
    }

    /** An optional point with 1 to 12 digits. */
    public Fraction fraction() {
        if (next == text.length() || text.charAt(next) != '.') {
            return new Fraction(0, 0);
        }
        next++;
        int start = next;
        long number = 0;
        while (isAtDigit()) {
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

    /** {@code Z}, or hours with a sign and perhaps minutes: {@code +02}, {@code +0200}, {@code -03:30}. */
    public ZoneOffset offset() {
        if (next < text.length() && text.charAt(next) == 'Z') {
            next++;
            return ZoneOffset.UTC;
        }
        int sign = next < text.length() && text.charAt(next) == '-' ? -1 : 1;
        oneOf("+-");
        int hours = digits(2);
        if (next < text.length() && text.charAt(next) == ':') {
            next++;
            return ZoneOffset.ofHoursMinutes(sign * hours, sign * digits(2));
        }
        return ZoneOffset.ofHoursMinutes(sign * hours, isAtDigit() ? sign * digits(2) : 0);
    }

    private boolean isAtDigit() {
        return next < text.length() && text.charAt(next) >= '0' && text.charAt(next) <= '9';
    }

    public void oneOf(String separators) {
        if (next == text.length() || separators.indexOf(text.charAt(next)) < 0) {
            throw mismatch();
        }
        next++;
    }

    public void end() {
        if (next != text.length()) {
            throw mismatch();
        }
    }

    /**
     * The end, or the Z of UTC and the end: sources whose columns have no zone write it, since their way of writing has no other
     * time.
     */
    public void endOrUtc() {
        if (next < text.length()) {
            oneOf("Z");
        }
        end();
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
