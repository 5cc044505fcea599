package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.millrace.stack.StackFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedStack.class)
final class DryRunTest {
    @TempDir
    Path directory;

    @Test
    void says_what_would_happen_and_leaves_no_trace(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "dry_run");
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(one.topic());
            fill(broker, one.topic());
            Cli report = Cli.run("run", "postgres", "--dry-run", "--config", OneTable.write(directory, one.yaml()));
            assertEquals(0, report.exitCode(), report::err);
            assertEquals(
                    List.of(
                            "records      9",
                            "would apply  4",
                            "stale        2",
                            "skipped      0",
                            "would reject 3",
                            "  TABLE_UNKNOWN 1 at object_name (1)",
                            "  UNDECODABLE 2 at value (2)"),
                    report.outLines());
            assertFalse(broker.topics().contains(one.deadLetters()));
            assertFalse(broker.groups().contains(one.name()));
            assertEquals(Optional.empty(), broker.committed(one.name(), one.topic()));
        }
        assertEquals(List.of(), one.query("SELECT nspname FROM pg_namespace WHERE nspname = '" + one.name() + "'"));
        assertEquals(
                List.of(),
                one.query("SELECT relname FROM pg_class WHERE relname LIKE 'thing%'"
                        + " AND relnamespace::regnamespace::text IN ('" + one.name() + "', 'public')"));
    }

    @Test
    void says_what_would_happen_to_raw_records(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "dry_run_raw");
        String yaml = OneTable.raw(one.yaml());
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(one.topic());
            Map<String, String> insert = Map.of(
                    "cdc-object",
                    OneTable.SOURCE,
                    "cdc-operation",
                    "I",
                    "cdc-token",
                    Changes.stck(Duration.ofMinutes(-2)),
                    "cdc-ordinal",
                    "1");
            byte[] row = Broker.bytes(Changes.image(1, "one", "1.00"));
            broker.send(one.topic(), "1", row, insert);
            broker.send(one.topic(), "1", row, insert);
            broker.send(one.topic(), "1", row, Map.of());
            Cli report = Cli.run("run", "postgres", "--dry-run", "--config", OneTable.write(directory, yaml));
            assertEquals(
                    List.of(
                            "records      3",
                            "would apply  1",
                            "stale        1",
                            "skipped      0",
                            "would reject 1",
                            "  TABLE_UNKNOWN 1 at cdc-object (1)"),
                    report.outLines(),
                    report::err);
        }
    }

    private static void fill(Broker broker, String topic) throws Exception {
        String early = Changes.stck(Duration.ofMinutes(-2));
        String late = Changes.stck(Duration.ofSeconds(-30));
        broker.send(topic, "1", Changes.insert(early, 1, "one", "1.00"));
        broker.send(topic, "2", Changes.insert(late, 2, "two", "2.00"));
        broker.send(topic, "1", Changes.change("U", late, Changes.image(1, "one", "1.50")));
        broker.send(topic, "1", Changes.insert(early, 1, "one", "1.00"));
        broker.send(topic, "2", Changes.insert(late, 2, "two", "2.00"));
        broker.send(topic, "?", "no JSON");
        broker.send(topic, "?", "[]");
        broker.send(topic, "?", Changes.insert(3, "three", "1.00").replace(OneTable.SOURCE, "BANK.OTHER"));
        broker.send(topic, "3", Changes.insert(3, "three", "3.00"));
    }
}
