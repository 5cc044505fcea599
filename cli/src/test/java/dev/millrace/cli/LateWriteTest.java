package dev.millrace.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.stack.StackFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A write that its connector took for lost comes out of the network after newer ones of its row: it is committed, and changes
 * nothing. PostgreSQL drops the work of a client that is gone without a commit; here the commit comes too.
 */
@ExtendWith(SharedStack.class)
@Execution(ExecutionMode.CONCURRENT)
final class LateWriteTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Stands in the statement that compares versions, the first of its transaction. */
    private static final String CONDITIONAL = "thing\" AS held (";

    private static final String BEFORE = Changes.stck(Duration.ofMinutes(-1));
    private static final String KEY = "key";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"sidecar", "inline"})
    void an_update_stays_where_the_write_before_it_arrives_late(String layout, StackFile stack) throws Exception {
        OneTable table = new OneTable(stack, "late_update_" + layout);
        String newer = Changes.change("U", Changes.stck(Duration.ZERO), Changes.image(1, "second", "2.00"));
        rowsAfterALateWrite(table, layout, newer, List.of("1|second|2.00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sidecar", "inline"})
    void a_deleted_row_stays_deleted_where_the_write_before_it_arrives_late(String layout, StackFile stack)
            throws Exception {
        OneTable table = new OneTable(stack, "late_delete_" + layout);
        String newer = Changes.change("D", Changes.stck(Duration.ZERO), Changes.image(1, "first", "1.00"));
        rowsAfterALateWrite(table, layout, newer, List.of());
    }

    @Test
    void a_row_that_a_silent_writer_has_locked_is_written_all_the_same(StackFile stack) throws Exception {
        OneTable table = new OneTable(stack, "silent_writer");
        // Only the rows themselves have their values: their versions are locked by then.
        try (Broker broker = new Broker(stack.kafka().bootstrapServers());
                HoldingProxy proxy = proxy(stack, "lock holder")) {
            broker.createTopic(table.topic());
            try (CommandProcess connector = start(table, proxy, "sidecar")) {
                proxy.holdNext();
                broker.send(table.topic(), KEY, Changes.insert(1, "lock holder", "1.00"));
                awaitCommitted(broker, table, 1, connector);
                assertTrue(proxy.hasHeld(), connector::err);
                assertEquals(List.of("1|lock holder|1.00"), table.rows(), connector::err);
            }
        }
    }

    private void rowsAfterALateWrite(OneTable table, String layout, String newer, List<String> expected)
            throws Exception {
        try (Broker broker = new Broker(table.stack().kafka().bootstrapServers());
                HoldingProxy proxy = proxy(table.stack(), CONDITIONAL)) {
            broker.createTopic(table.topic());
            try (CommandProcess connector = start(table, proxy, layout)) {
                proxy.holdNext();
                broker.send(table.topic(), KEY, Changes.insert(BEFORE, 1, "first", "1.00"));
                HoldingProxy.Held late = proxy.awaitGivenUp(LIMIT.toSeconds());
                awaitCommitted(broker, table, 1, connector);
                broker.send(table.topic(), KEY, newer);
                awaitCommitted(broker, table, 2, connector);
                List<String> before = held(table, layout);
                assertEquals(expected, live(table, layout), connector::err);

                late.deliver();

                assertEquals(expected, live(table, layout), connector::err);
                assertEquals(before, held(table, layout), connector::err);
                assertEquals(List.of(), broker.read(table.deadLetters()), connector::err);
            }
        }
    }

    private static HoldingProxy proxy(StackFile stack, String marker) throws Exception {
        return new HoldingProxy(stack.postgres().host(), stack.postgres().port(), marker);
    }

    private CommandProcess start(OneTable table, HoldingProxy proxy, String layout) throws Exception {
        String yaml = table.yaml()
                .replace(":" + table.stack().postgres().port() + "/", ":" + proxy.port() + "/")
                .replace("target:\n", "target:\n  statement-timeout: 1s\n  versions: " + layout + "\n");
        CommandProcess connector =
                CommandProcess.start(directory, "run", "postgres", "--config", OneTable.write(directory, yaml));
        connector.awaitText("assigned [", LIMIT);
        return connector;
    }

    private static void awaitCommitted(Broker broker, OneTable table, long offset, CommandProcess connector) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertEquals(
                        Optional.of(offset), broker.committed(table.name(), table.topic()), connector::err));
    }

    private static List<String> live(OneTable table, String layout) throws Exception {
        return layout.equals("sidecar")
                ? table.rows()
                : table.query("SELECT id, name, amount FROM " + table.table() + " WHERE NOT millrace_deleted");
    }

    /** All that the target knows of the row, its version included. */
    private static List<String> held(OneTable table, String layout) throws Exception {
        return table.query(
                "SELECT * FROM " + (layout.equals("sidecar") ? "millrace.\"" + table.table() + "\"" : table.table()));
    }
}
