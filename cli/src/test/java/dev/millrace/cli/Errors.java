package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** What every error has to look like. */
public final class Errors {
    private Errors() {}

    /** One line with what is wrong and what to do, nothing else, and the right exit code. */
    public static void assertOneLine(int exitCode, String part, Cli failed) {
        assertEquals(1, failed.errLines().size(), failed::err);
        assertEquals("", failed.out());
        assertProblems(exitCode, List.of(part), failed);
    }

    /** As many lines as problems, in any order, each with its part. */
    public static void assertProblems(int exitCode, List<String> parts, Cli failed) {
        assertEquals(exitCode, failed.exitCode(), failed::err);
        List<String> errors = failed.errLines().stream()
                .filter(line -> line.startsWith("error: "))
                .toList();
        assertEquals(parts.size(), errors.size(), failed::err);
        for (String part : parts) {
            assertEquals(1, errors.stream().filter(line -> line.contains(part)).count(), part + " in " + failed.err());
        }
        errors.forEach(line -> assertTrue(line.contains("Fix: ") || line.contains("Try '"), line));
        assertFalse(failed.err().contains("\tat "), failed::err);
        assertFalse(failed.err().contains("Exception"), failed::err);
        assertFalse(failed.err().contains(".."), failed::err);
    }
}
