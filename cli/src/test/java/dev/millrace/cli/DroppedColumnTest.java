package dev.millrace.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.stack.StackFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Somebody drops a column of a table under a running connector. */
@ExtendWith(SharedStack.class)
final class DroppedColumnTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int WAITING = 3_000;

    @TempDir
    Path directory;

    @Test
    void no_change_becomes_a_dead_letter_and_all_are_applied_once_the_column_is_back(StackFile stack) throws Exception {
        OneTable table = new OneTable(stack, "dropped_column");
        String config = OneTable.write(directory, table.yaml());
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(table.topic());
            broker.send(table.topic(), "0", Changes.insert(0, "row 0", "1.00"));
            try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", config)) {
                awaitCommitted(broker, table, 1, connector);
                table.execute("ALTER TABLE " + table.table() + " DROP COLUMN name");
                for (int id = 1; id <= WAITING; id++) {
                    broker.send(table.topic(), "k" + id, Changes.insert(id, "row " + id, "1.00"), Instant.now());
                }
                connector.awaitText("the target is not available: FATAL 42703", LIMIT);
                assertEquals(Optional.of(1L), broker.committed(table.name(), table.topic()), connector::err);
                table.execute("ALTER TABLE " + table.table() + " ADD COLUMN name varchar(20)");
                awaitCommitted(broker, table, 1 + WAITING, connector);
                assertEquals(
                        List.of(Integer.toString(WAITING)),
                        table.query("SELECT count(*) FROM " + table.table() + " WHERE name = 'row ' || id AND id > 0"),
                        connector::err);
                assertEquals(List.of(), broker.read(table.deadLetters()), connector::err);
            }
        }
    }

    private static void awaitCommitted(Broker broker, OneTable table, long offset, CommandProcess connector) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertEquals(
                        Optional.of(offset), broker.committed(table.name(), table.topic()), connector::err));
    }
}
