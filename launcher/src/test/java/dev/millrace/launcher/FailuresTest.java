package dev.millrace.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.TargetException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

final class FailuresTest {
    /** What the command printed on standard error, the log included. */
    private record Reported(int exitCode, String err) {
        List<String> errLines() {
            return err.lines().toList();
        }
    }

    private static final class Expected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Expected() {
            super("there is no clock. Fix: buy one.");
        }
    }

    @Test
    void what_a_command_expects_is_told_in_its_own_words() {
        assertEquals(new Reported(1, "error: there is no clock. Fix: buy one.\n"), report(new Expected(), Level.INFO));
    }

    @Test
    void an_unexpected_failure_is_one_line_that_says_how_to_get_the_trace() {
        Reported failed = report(Level.INFO);
        assertEquals(1, failed.errLines().size(), failed::err);
        assertTrue(failed.err().startsWith("error: IllegalStateException: two lines. Fix: "), failed::err);
        assertTrue(failed.err().contains("MILLRACE_LOG=debug"), failed::err);
        assertFalse(failed.err().contains("\tat "), failed::err);
    }

    @Test
    void the_trace_comes_when_it_is_asked_for() {
        assertTrue(report(Level.DEBUG).err().contains("\tat " + FailuresTest.class.getName()));
    }

    /** Of a dry run: the target's own trouble is no defect of the command's. */
    @ParameterizedTest
    @CsvSource({
        "TRANSIENT, ThrottlingException, TARGET_UNREACHABLE, run again, 69",
        "UNAVAILABLE, CONNECTION_REFUSED, TARGET_UNREACHABLE, run again, 69",
        "FATAL, VERSION_WIDTH_DIFFERS, TARGET_REFUSED, look the code up, 1"
    })
    void a_target_that_cannot_be_read_is_told_with_its_code(
            FailureKind kind, String code, ProblemCode problem, String fix, int exitCode) {
        Reported failed = report(new TargetException(kind, code), Level.INFO);
        assertEquals(exitCode, failed.exitCode());
        assertEquals(1, failed.errLines().size(), failed::err);
        assertTrue(
                failed.err()
                        .startsWith(
                                "error: " + problem + " at target: it could not be read (" + code + "). Fix: " + fix),
                failed::err);
    }

    private static Reported report(Level level) {
        return report(new IllegalStateException("two\nlines"), level);
    }

    private static Reported report(RuntimeException failure, Level level) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        Logger logger = (Logger) LoggerFactory.getLogger(Failures.class);
        try (PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            System.setErr(stream);
            logger.setLevel(level);
            PrintWriter writer = new PrintWriter(stream, true, StandardCharsets.UTF_8);
            int code = new Failures(Set.of(Expected.class)).report(failure, writer);
            return new Reported(code, err.toString(StandardCharsets.UTF_8));
        } finally {
            logger.setLevel(null);
            System.setErr(usual);
        }
    }
}
