package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.cli.Cli;
import dev.millrace.cli.CommandProcess;
import dev.millrace.cli.verify.TargetKind;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
final class DemoChaosTest {
    @TempDir
    Path directory;

    @Test
    void connectors_that_are_killed_again_and_again_still_end_equal() throws Exception {
        try (CommandProcess demo = CommandProcess.start(
                directory, "demo", "--changes", "2000", "--chaos", "--chaos-seconds", "8", "--exit")) {
            Cli ended = demo.awaitEnd(Duration.ofMinutes(3));
            assertEquals(0, ended.exitCode(), () -> ended.out() + ended.err());
            for (TargetKind target : TargetKind.values()) {
                if (target.server().missing().isEmpty()) {
                    assertTrue(
                            ended.out().contains("kill -9 of the connector of " + target.title() + ": kill 1;"),
                            ended::out);
                }
            }
            assertTrue(ended.out().contains("  equal                   yes"), ended::out);
            assertTrue(ended.out().contains("  dead letters            0"), ended::out);
        }
    }
}
