package dev.millrace.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.dynamodb.ThrottlingProxy;
import dev.millrace.stack.DynamoDbServer;
import dev.millrace.stack.StackFile;
import dev.millrace.stack.Storage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A service that refuses most of what it is asked, since it is asked too often, gets everything in the end. */
@ExtendWith(SharedStack.class)
final class ThrottledTargetTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int ROWS = 300;
    private static final Map<String, String> ANYBODY = Map.of(
            "AWS_ACCESS_KEY_ID", "anybody",
            "AWS_SECRET_ACCESS_KEY", "nothing",
            "AWS_EC2_METADATA_DISABLED", "true");

    @TempDir
    Path directory;

    @Test
    void a_throttled_target_gets_every_row_and_no_dead_letter(StackFile stack) throws Exception {
        OneTable table = new OneTable(stack, "throttled");
        try (Broker broker = new Broker(stack.kafka().bootstrapServers());
                DynamoDbServer server = DynamoDbServer.start(directory.resolve("dynamodb"), Storage.FLEETING);
                ThrottlingProxy proxy = new ThrottlingProxy(URI.create(server.endpoint()), 2)) {
            broker.createTopic(table.topic());
            for (int id = 1; id <= ROWS; id++) {
                broker.send(table.topic(), "key-" + id, Changes.insert(id, "a name", "1.00"));
            }
            try (CommandProcess connector = CommandProcess.start(
                    directory, ANYBODY, "run", "dynamodb", "--config", config(table, proxy.endpoint()))) {
                connector.awaitText("assigned [", LIMIT);
                await("all settled").atMost(LIMIT).until(() -> {
                    return broker.committed(table.name(), table.topic()).equals(Optional.of((long) ROWS));
                });
                assertTrue(proxy.throttled() > 0);
                assertEquals(List.of(), broker.read(table.deadLetters()), connector::err);
            }
            String elsewhere = config(new OneTable(stack, "throttled_again"), URI.create(server.endpoint()));
            CommandProcess dryRun =
                    CommandProcess.start(directory, ANYBODY, "run", "dynamodb", "--dry-run", "--config", elsewhere);
            try (dryRun) {
                Cli seen = dryRun.awaitEnd(LIMIT);
                assertEquals(0, seen.exitCode(), seen::err);
                assertTrue(seen.out().contains("stale        " + ROWS), seen::out);
            }
        }
    }

    /** The topic and the table are the first group's, whoever reads. */
    private String config(OneTable table, URI endpoint) throws Exception {
        String yaml = table.yaml();
        String target = "target:\n  region: eu-central-1\n  endpoint: " + endpoint + "\n  auto-create: true\n";
        int start = yaml.indexOf("target:\n  url");
        int end = yaml.indexOf("observe:");
        return OneTable.write(
                directory,
                (yaml.substring(0, start) + target + yaml.substring(end))
                        .replace(table.topic(), "throttled.changes")
                        .replace(table.table(), "throttled.thing"));
    }
}
