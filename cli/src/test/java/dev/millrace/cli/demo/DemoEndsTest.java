package dev.millrace.cli.demo;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.cli.CommandProcess;
import dev.millrace.cli.Processes;
import dev.millrace.cli.verify.TargetKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A demo that is ended in the middle of its work leaves no process behind. */
@Tag("once")
final class DemoEndsTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration PROMISE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INT  | 'postgres,keyspaces' | PostgreSQL is ready",
                "TERM | postgres             | to warm up",
                "KILL | 'postgres,redis'     | The connector of PostgreSQL is stopped"
            })
    void no_process_of_the_run_is_left(String signal, String targets, String moment) throws Exception {
        Path run = directory.resolve("run");
        try (CommandProcess demo = CommandProcess.start(
                directory, "demo", "--targets", able(targets), "--changes", "1000", "--dir", run.toString())) {
            demo.awaitText(moment, LIMIT);
            List<Long> family = Processes.family(demo.pid());
            assertTrue(family.size() > 3, family::toString);
            Processes.signal(signal, demo.pid());
            Processes.awaitGone(family, PROMISE);
            // Also what was started after we had looked: everything of a run has the run's directory in its command.
            await().atMost(PROMISE).until(() -> working(run), List::isEmpty);
            assertFalse(demo.err().contains("\tat "), demo::err);
            assertFalse(demo.err().contains("error:"), demo::err);
        }
    }

    /** Those that can run here. */
    private static String able(String targets) {
        return Arrays.stream(targets.split(",", -1))
                .filter(name -> TargetKind.valueOf(name.toUpperCase(Locale.ROOT))
                        .server()
                        .missing()
                        .isEmpty())
                .collect(Collectors.joining(","));
    }

    private static List<String> working(Path run) {
        return ProcessHandle.allProcesses()
                .map(process -> commandLine(process.pid()))
                .filter(command -> command.contains(run.toString()))
                .toList();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
