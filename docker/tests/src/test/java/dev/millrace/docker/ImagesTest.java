package dev.millrace.docker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.stack.StackFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an image promises, each as a deployment runs it: read-only, without rights, in 256 MiB. */
@ExtendWith(Ground.class)
@Execution(ExecutionMode.CONCURRENT)
@Tag("deployment")
final class ImagesTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String MARKER = "personal data 4711";
    private static final String TOO_LONG = MARKER + " and more than its column can take";
    private static final String ROW = "{\"ID\":999,\"NAME\":\"canary\",\"AMOUNT\":0.01}";

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(ConnectorKind.class)
    void a_connectors_image_applies_changes_answers_probes_logs_no_payload_and_ends_with_0(
            ConnectorKind kind, StackFile stack) throws Exception {
        assumeTrue(
                kind.server().missing().isEmpty(), () -> kind.server().missing().orElse(""));
        Deployment deployment = Deployment.of(kind, stack, "image_" + kind.key(), directory);
        RunningImage.command(deployment, "topics", "--config", Deployment.CONFIG, "--apply");
        try (RunningImage connector = RunningImage.connector(deployment)) {
            try (Records records = new Records(deployment)) {
                records.insert(1, MARKER);
                records.insert(2, TOO_LONG);
            }
            await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> {
                assertEquals(1, connector.settled("applied"), connector::log);
                assertEquals(1, connector.settled("dead_lettered"), connector::log);
            });
            assertDoesNotThrow(() -> connector.get("/livez"), connector::log);
            assertDoesNotThrow(() -> connector.get("/readyz"), connector::log);
            String seen = RunningImage.command(
                    deployment, "canary", "--config", Deployment.CONFIG, "--table", Deployment.SOURCE, "--values", ROW);
            assertEquals(
                    2,
                    seen.lines()
                            .filter(line -> line.contains("is in the target after"))
                            .count(),
                    seen);

            assertEquals(0, connector.terminate(), connector::log);
            assertLogged(connector.log());
        }
    }

    private static void assertLogged(String log) {
        assertTrue(log.contains("VALUE_TOO_LONG"), log);
        assertFalse(log.contains(MARKER), log);
        List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
        for (String line : lines) {
            assertTrue(
                    assertDoesNotThrow(() -> new ObjectMapper().readTree(line), line)
                            .has("message"),
                    line);
        }
        assertTrue(lines.get(lines.size() - 1).contains("has stopped: what it had polled is settled"), log);
    }
}
