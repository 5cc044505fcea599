package dev.millrace.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.stack.StackFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The source gets a column, and the table follows it. */
@ExtendWith(SharedStack.class)
final class AddedColumnTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ROWS = 500;

    @TempDir
    Path directory;

    @Test
    void changes_of_before_and_after_are_applied_and_those_of_one_row_in_their_order(StackFile stack) throws Exception {
        OneTable table = new OneTable(stack, "added_column");
        String growing = table.yaml()
                .replace("auto-create: true", "schema-evolution: add")
                .replaceFirst("(?s)    columns:.*", "");
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(table.topic());
            broker.send(table.topic(), "0", Changes.insert(0, "row 0", "1.00"));
            // The first one makes the tables.
            run(broker, table, OneTable.write(directory, table.yaml()), 1);
            for (int id = 1; id <= ROWS; id++) {
                broker.send(table.topic(), "k" + id, Changes.insert(id, "row " + id, "1.00"));
                broker.send(table.topic(), "k" + id, withNote("U", id));
            }
            broker.send(table.topic(), "0", withNote("D", 0));
            run(broker, table, OneTable.write(directory, growing), 2 + 2 * ROWS);
            // After a restart the column is one of the table's.
            broker.send(table.topic(), "last", withNote("I", ROWS + 1));
            run(broker, table, OneTable.write(directory, growing), 3 + 2 * ROWS);

            assertEquals(
                    List.of((ROWS + 1) + "|" + (ROWS + 1) + "|1"),
                    table.query("SELECT count(*), count(*) FILTER (WHERE note -> 'of' = to_jsonb(id)), min(id) FROM "
                            + table.table()));
            assertEquals(List.of(), broker.read(table.deadLetters()));
        }
    }

    private static String withNote(String operation, int id) {
        String image = Changes.image(id, "row", "2.00").replace("}", ",\"NOTE\":{\"of\":" + id + "}}");
        return Changes.change(operation, Changes.stck(Duration.ZERO), image);
    }

    private void run(Broker broker, OneTable table, String config, long changes) throws Exception {
        try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", config)) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertEquals(
                            Optional.of(changes), broker.committed(table.name(), table.topic()), connector::err));
            // Killed, it would be a member of the group until its session ends.
            ProcessHandle.of(connector.pid()).ifPresent(ProcessHandle::destroy);
            connector.awaitEnd(LIMIT);
        }
    }
}
