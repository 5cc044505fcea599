package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class FailuresTest {
    @Test
    void an_unexpected_failure_is_one_line_that_says_how_to_get_the_trace() {
        Cli failed = report(Level.INFO);
        assertEquals(1, failed.errLines().size(), failed::err);
        assertTrue(failed.err().startsWith("error: IllegalStateException: two lines. Fix: "), failed::err);
        assertTrue(failed.err().contains("MILLRACE_LOG=debug"), failed::err);
        assertFalse(failed.err().contains("\tat "), failed::err);
    }

    @Test
    void the_trace_comes_when_it_is_asked_for() {
        assertTrue(report(Level.DEBUG).err().contains("\tat " + FailuresTest.class.getName()));
    }

    private static Cli report(Level level) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        Logger logger = (Logger) LoggerFactory.getLogger(Failures.class);
        try (PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            System.setErr(stream);
            logger.setLevel(level);
            PrintWriter writer = new PrintWriter(stream, true, StandardCharsets.UTF_8);
            int code = Failures.report(new IllegalStateException("two\nlines"), writer);
            return new Cli(code, "", err.toString(StandardCharsets.UTF_8));
        } finally {
            logger.setLevel(null);
            System.setErr(usual);
        }
    }
}
