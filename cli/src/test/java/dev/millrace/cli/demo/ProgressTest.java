package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    private final StringWriter text = new StringWriter();
    private long seconds;

    private Progress of(long total) {
        return new Progress(new PrintWriter(text), "records", total, () -> seconds * 1_000_000_000L);
    }

    private List<String> lines() {
        return text.toString().lines().toList();
    }

    @Test
    void what_moves_is_told_every_few_seconds_and_what_stands_still_less_often() {
        Progress progress = of(9_000);
        for (seconds = 0; seconds <= 12; seconds++) {
            progress.at(0);
        }
        for (; seconds <= 18; seconds++) {
            progress.at(seconds * 100);
        }
        progress.close();
        assertEquals(
                List.of(
                        "records: 0 of 9,000",
                        "records: 1,400 of 9,000",
                        "records: 1,700 of 9,000",
                        "records: done, 9,000"),
                lines());
    }

    @Test
    void nothing_to_do_is_nothing_to_tell() {
        Progress progress = of(0);
        for (seconds = 0; seconds <= 20; seconds++) {
            progress.at(0);
        }
        progress.close();
        assertEquals(List.of(), lines());
    }
}
