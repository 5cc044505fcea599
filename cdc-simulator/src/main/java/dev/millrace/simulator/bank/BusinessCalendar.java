package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.SourceRow;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/**
 * The bank's own time, in which transactions originate: it goes on from the daily file and does not look at a clock, so that
 * a seed makes the same rows on any day. Owned by the bank's thread.
 */
final class BusinessCalendar {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);
    private static final int DATE_LENGTH = 10;

    private LocalDateTime now;

    private BusinessCalendar(LocalDateTime now) {
        this.now = now;
    }

    /** Begins on the morning after the newest transaction of the daily file. */
    static BusinessCalendar after(List<SourceRow> daily) {
        LocalDate newest = EARLIEST;
        for (SourceRow transaction : daily) {
            LocalDate date = date(transaction.text(Columns.ORIGIN_TIMESTAMP));
            if (date.isAfter(newest) && date.isBefore(LATEST)) {
                newest = date;
            }
        }
        return new BusinessCalendar(newest.plusDays(1).atTime(6, 0));
    }

    /** Lets time pass. */
    void advance(long seconds) {
        now = now.plusSeconds(seconds);
    }

    LocalDate today() {
        return now.toLocalDate();
    }

    /** The time as transactions carry it: {@code 2022-06-10 19:27:53.000000}. */
    String timestamp() {
        return TIMESTAMP.format(now);
    }

    private static LocalDate date(String timestamp) {
        try {
            return LocalDate.parse(timestamp.substring(0, Math.min(DATE_LENGTH, timestamp.length())));
        } catch (DateTimeParseException e) {
            // The field is text and may hold anything; such a transaction says nothing about the day.
            return EARLIEST;
        }
    }
}
