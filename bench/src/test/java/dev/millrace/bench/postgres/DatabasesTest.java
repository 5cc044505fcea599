package dev.millrace.bench.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.bench.sample.Decoder;
import dev.millrace.core.target.RowWrite;
import dev.millrace.stack.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A benchmark that counts what was not written, or was written wrongly, measures nothing. */
final class DatabasesTest {
    private static final int RECORDS = 1_000;
    private static final PostgresOptions OPTIONS = new PostgresOptions(
            List.of(Entrant.values()), List.of(Scenario.values()), 1, 1, 0, 1, RECORDS, RECORDS * 10, 1);

    @TempDir
    static Path directory;

    private static PostgresServer server;
    private static Databases databases;

    @BeforeAll
    static void start() {
        server = PostgresServer.start(directory.resolve("postgres"));
        databases = new Databases(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "LATENCY")
    void the_expected_state_is_that_after_all_changes_and_no_other(Scenario scenario) throws SQLException {
        Changes changes = new Changes(scenario, OPTIONS);
        Course course = Course.of(scenario, changes, databases.prepare(scenario, changes, OPTIONS));
        Database database = databases.copyOf(scenario);
        try (ProbeQuery query = new ProbeQuery(database, scenario.shape())) {
            assertTrue(query.visible(course.first()).isEmpty());
            apply(database, scenario.shape(), changes);
            assertTrue(query.sees(course.last()));
            assertEquals(course.expected(), TableState.of(database, scenario.shape()));

            database.execute("UPDATE " + Shape.TABLE + " SET " + Shape.MARK
                    + " = 0 WHERE ctid = (SELECT max(ctid) FROM " + Shape.TABLE + ")");
            assertNotEquals(course.expected(), TableState.of(database, scenario.shape()));
            assertFalse(query.sees(changes.changedRows()));
        } finally {
            databases.drop(database);
        }
    }

    private static void apply(Database database, Shape shape, Changes changes) throws SQLException {
        ChangeRecords records = new ChangeRecords(shape, 0);
        Decoder decoder = new Decoder(shape.table());
        List<RowWrite> rows = changes.changedRows().stream()
                .map(probe -> records.ofMainframe(
                        "any", probe.row(), probe.change(), shape.values(probe.row(), probe.change())))
                .map(record -> decoder.decode(record.key(), record.value()))
                .toList();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            UnnestUpsert.unconditional(shape).write(connection, rows);
        }
    }
}
