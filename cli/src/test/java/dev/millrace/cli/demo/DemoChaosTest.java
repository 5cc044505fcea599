package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.cli.Cli;
import dev.millrace.cli.CommandProcess;
import dev.millrace.cli.verify.TargetKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
final class DemoChaosTest {
    @TempDir
    Path directory;

    @Test
    void connectors_and_stages_that_are_killed_again_and_again_still_end_equal() throws Exception {
        try (CommandProcess demo = CommandProcess.start(
                directory, "demo", "--changes", "2000", "--chaos", "--chaos-seconds", "8", "--exit")) {
            Cli ended = demo.awaitEnd(Duration.ofMinutes(3));
            assertEquals(0, ended.exitCode(), () -> ended.out() + ended.err());
            List<String> killed = new ArrayList<>(List.of("Capture", "the Publisher", "the Dispatcher"));
            for (TargetKind target : TargetKind.values()) {
                if (target.server().missing().isEmpty()) {
                    killed.add("the connector of " + target.title());
                }
            }
            for (String process : killed) {
                assertTrue(ended.out().contains("kill -9 of " + process + ": kill 1;"), ended::out);
            }
            assertTrue(
                    Pattern.compile("stages killed {11}dispatcher [1-9]\\d*, publisher [1-9]\\d*, capture [1-9]")
                            .matcher(ended.out())
                            .find(),
                    ended::out);
            assertTrue(ended.out().contains("  equal                   yes"), ended::out);
            assertTrue(ended.out().contains("  dead letters            0"), ended::out);
        }
    }
}
