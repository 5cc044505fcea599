package dev.millrace.docker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import dev.millrace.stack.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The simulator's image, each stage as a deployment runs it: read-only, without rights, in 256 MiB. */
@ExtendWith(Ground.class)
@Tag("deployment")
final class StagesImageTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int CHANGES = 500;
    private static final Pattern LISTENS = Pattern.compile("takes Publishers on port (\\d+)");
    private static final String COPYBOOK = """
                   01  BRANCH.
                       05  BRANCH-ID               PIC 9(9).
                       05  CITY                    PIC X(20).
            """;

    @TempDir
    Path directory;

    @Test
    void three_containers_bring_changes_into_kafka_answer_probes_log_json_and_end_with_0(StackFile stack)
            throws Exception {
        Bind storage = new Bind(shared().toString(), new Volume("/var/lib/millrace"), AccessMode.rw);
        Bind copybook = file("BRANCH.cpy", COPYBOOK);
        Bind capture = file("capture.yaml", """
                name: branches
                storage: {directory: /var/lib/millrace}
                workload:
                  type: generator
                  changes: %d
                  rate: 0
                  objects:
                    - {object: DB2.BRANCH, kind: db2, copybook: /etc/millrace/BRANCH.cpy, key: [BRANCH_ID]}
                observe: {host: 127.0.0.1, port: 0}
                """.formatted(CHANGES));
        Bind dispatcher = file("dispatcher.yaml", """
                name: branches
                listen: {host: 127.0.0.1, port: 0}
                kafka: {bootstrap.servers: "%s"}
                objects:
                  - {object: DB2.BRANCH, topic: image.branch, key: [BRANCH_ID]}
                observe: {host: 127.0.0.1, port: 0}
                """.formatted(stack.kafka().bootstrapServers()));
        try (RunningImage capturing = RunningImage.stage("capture", List.of(capture, copybook, storage));
                RunningImage dispatching = RunningImage.stage("dispatcher", List.of(dispatcher));
                RunningImage publishing =
                        RunningImage.stage("publisher", List.of(publisher(dispatching.log()), storage))) {
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertEquals(
                            CHANGES,
                            Probe.sum(dispatching.get("/metrics"), "cdc_dispatcher_stored_records_total"),
                            publishing::log));
            for (RunningImage stage : List.of(publishing, dispatching, capturing)) {
                assertDoesNotThrow(() -> stage.get("/livez"), stage::log);
                assertDoesNotThrow(() -> stage.get("/readyz"), stage::log);
                assertEquals(0, stage.terminate(), stage::log);
                assertLogsJson(stage.log());
            }
        }
    }

    private Bind publisher(String dispatchersLog) throws IOException {
        Matcher port = LISTENS.matcher(dispatchersLog);
        assertTrue(port.find(), dispatchersLog);
        return file("publisher.yaml", """
                name: branches
                storage: {directory: /var/lib/millrace}
                dispatcher: 127.0.0.1:%s
                observe: {host: 127.0.0.1, port: 0}
                """.formatted(port.group(1)));
    }

    /** For everybody to read: the containers' user is one of their own. */
    private Bind file(String name, String content) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return new Bind(file.toString(), new Volume("/etc/millrace/" + name), AccessMode.ro);
    }

    private Path shared() throws IOException {
        Path shared = Files.createDirectory(directory.resolve("storage"));
        return Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static void assertLogsJson(String log) {
        for (String line : log.lines().filter(line -> !line.isBlank()).toList()) {
            assertTrue(
                    assertDoesNotThrow(() -> new ObjectMapper().readTree(line), line)
                            .has("message"),
                    line);
        }
    }
}
