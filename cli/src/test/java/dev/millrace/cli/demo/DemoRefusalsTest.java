package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.cli.Cli;
import dev.millrace.cli.Errors;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a demo refuses, it refuses before it says anything else. */
final class DemoRefusalsTest {
    @TempDir
    Path directory;

    @Test
    void the_time_of_a_chaos_needs_the_chaos() {
        Errors.assertOneLine(
                2, "--chaos-seconds says nothing without --chaos", Cli.run("demo", "--chaos-seconds", "5"));
    }

    @Test
    void data_must_be_a_directory() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        for (Path data : new Path[] {directory.resolve("none"), file}) {
            Cli refused = Cli.run("demo", "--exit", "--data", data.toString());
            Errors.assertOneLine(2, "--data: there is no directory " + data, refused);
            assertEquals("", refused.out());
        }
    }

    @Test
    void foreign_files_stay_and_nothing_is_announced() throws Exception {
        Path foreign = Files.createFile(directory.resolve("foreign"));
        Cli refused = Cli.run("demo", "--changes", "1000", "--dir", directory.toString());
        Errors.assertOneLine(2, directory + " has files that no demo has made", refused);
        assertEquals("", refused.out());
        assertTrue(Files.exists(foreign));
    }
}
