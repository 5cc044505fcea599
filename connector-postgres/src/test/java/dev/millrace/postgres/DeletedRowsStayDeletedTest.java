package dev.millrace.postgres;

import static dev.millrace.core.target.Outcome.APPLIED;
import static dev.millrace.core.testkit.Writes.delete;
import static dev.millrace.core.testkit.Writes.upsert;
import static dev.millrace.core.testkit.Writes.version;
import static dev.millrace.core.testkit.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.TargetTable;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The interleaving that tells two statements from one. The row is nowhere yet.
 *
 * <ol>
 *   <li>A inserts version 2 of the row and its version, and has not committed.
 *   <li>B starts to delete the row at version 3. Its statement's snapshot, taken now, does not show A's row. It waits for A's
 *       lock on the version.
 *   <li>A commits. B goes on: ON CONFLICT sees version 2 beyond the snapshot and wins. Whatever else is in the same statement
 *       still looks at the snapshot: there is no row to delete.
 * </ol>
 *
 * <p>Versions then say "deleted at 3", and the row of version 2 stays: no later write ever mends it.
 */
class DeletedRowsStayDeletedTest {
    /** The tempting form: versions and target in one statement. */
    private static final String ONE_STATEMENT_DELETE = """
            WITH input AS (SELECT ?::bigint AS id, ?::bytea AS version),
            won AS (
                INSERT INTO millrace."public.account" AS held (id, version, deleted) SELECT id, version, true FROM input
                ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version, deleted = EXCLUDED.deleted
                WHERE held.version < EXCLUDED.version RETURNING held.id)
            DELETE FROM public.account AS target USING won WHERE target.id = won.id""";

    private final TestDatabase database = TestDatabase.create();
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @BeforeEach
    void createTables() {
        PostgresTarget.open(database.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.ACCOUNT))
                .close();
    }

    @AfterEach
    void stop() {
        other.shutdownNow();
    }

    @Test
    void inOneStatementTheDeletedRowComesBack() throws Exception {
        try (Connection a = database.connect()) {
            insertVersion2Uncommitted(a);
            Future<Integer> b = other.submit(this::deleteAtVersion3InOneStatement);
            awaitSomebodyWaiting();
            a.commit();

            assertEquals(0, b.get(10, TimeUnit.SECONDS), "rows deleted");
        }
        assertEquals(List.of("t|" + version(3).toHex()), versions());
        assertEquals(List.of("1|two|null"), rows(), "the row that its own version calls deleted");
    }

    @Test
    void inStatementsOfTheirOwnItStaysDeleted() throws Exception {
        try (PostgresTarget target = open(Layout.SIDECAR);
                Connection a = database.connect()) {
            TargetTable table = target.table("BANK.ACCOUNT").orElseThrow();
            insertVersion2Uncommitted(a);
            Future<List<Outcome>> b = other.submit(() -> write(target, delete(table, 3, 1)));
            awaitSomebodyWaiting();
            a.commit();

            assertEquals(List.of(APPLIED), b.get(10, TimeUnit.SECONDS));
        }
        assertEquals(List.of("t|" + version(3).toHex()), versions());
        assertEquals(List.of(), rows());
    }

    /** The mirror image: the waiting write is the older one, and what it waits for is the delete. */
    @ParameterizedTest
    @EnumSource
    void anUpsertThatWaitedForANewerDeleteIsStale(Layout layout) throws Exception {
        try (PostgresTarget target = open(layout);
                Connection a = database.connect()) {
            TargetTable table = target.table("BANK.ACCOUNT").orElseThrow();
            write(target, upsert(table, 1, 1, "one", "1.00"));
            a.setAutoCommit(false);
            TableWriter writer = writer(layout);
            writer.write(JdbcSession.alone(a), List.of(delete(table, 3, 1)));
            Future<List<Outcome>> b = other.submit(() -> write(target, upsert(table, 2, 1, "two", "2.00")));
            awaitSomebodyWaiting();
            a.commit();

            assertEquals(List.of(Outcome.STALE), b.get(10, TimeUnit.SECONDS));
            assertEquals(List.of(), live(layout));
        }
    }

    /** What waited is newer: it must bring back what was deleted while it waited. */
    @ParameterizedTest
    @EnumSource
    void anUpsertThatWaitedForAnOlderDeleteIsApplied(Layout layout) throws Exception {
        try (PostgresTarget target = open(layout);
                Connection a = database.connect()) {
            TargetTable table = target.table("BANK.ACCOUNT").orElseThrow();
            write(target, upsert(table, 1, 1, "one", "1.00"));
            a.setAutoCommit(false);
            writer(layout).write(JdbcSession.alone(a), List.of(delete(table, 3, 1)));
            Future<List<Outcome>> b = other.submit(() -> write(target, upsert(table, 4, 1, "four", "4.00")));
            awaitSomebodyWaiting();
            a.commit();

            assertEquals(List.of(APPLIED), b.get(10, TimeUnit.SECONDS));
            assertEquals(List.of("1|four|4.00"), live(layout));
        }
    }

    /** The same interleaving on a row that carries its own version. */
    @Test
    void anInlineDeleteThatWaitedForTheInsertLeavesATombstone() throws Exception {
        try (PostgresTarget target = open(Layout.INLINE);
                Connection a = database.connect()) {
            TargetTable table = target.table("BANK.ACCOUNT").orElseThrow();
            a.setAutoCommit(false);
            writer(Layout.INLINE).write(JdbcSession.alone(a), List.of(upsert(table, 2, 1, "two", "2.00")));
            Future<List<Outcome>> b = other.submit(() -> write(target, delete(table, 3, 1)));
            awaitSomebodyWaiting();
            a.commit();

            assertEquals(List.of(APPLIED), b.get(10, TimeUnit.SECONDS));
            assertEquals(List.of(), live(Layout.INLINE));
        }
    }

    private void insertVersion2Uncommitted(Connection a) throws SQLException {
        a.setAutoCommit(false);
        try (PreparedStatement versions =
                        a.prepareStatement("INSERT INTO millrace.\"public.account\" VALUES (1, ?, false)");
                PreparedStatement target = a.prepareStatement("INSERT INTO public.account VALUES (1, 'two', NULL)")) {
            versions.setBytes(1, version(2).toBytes());
            versions.executeUpdate();
            target.executeUpdate();
        }
    }

    private int deleteAtVersion3InOneStatement() throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(ONE_STATEMENT_DELETE)) {
            statement.setLong(1, 1);
            statement.setBytes(2, version(3).toBytes());
            return statement.executeUpdate();
        }
    }

    private void awaitSomebodyWaiting() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> !database.query("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND cardinality(pg_blocking_pids(pid)) > 0")
                        .isEmpty());
    }

    private PostgresTarget open(Layout layout) {
        return PostgresTarget.open(database.settings(layout, AutoCreate.CREATE, Tables.ACCOUNT));
    }

    private static TableWriter writer(Layout layout) {
        QualifiedName name = new QualifiedName("public", "account");
        TableProblems problems = new TableProblems(name.display());
        MappedTable table = new TableMapper(name, Tables.ACCOUNT, problems, TypeNames.WITHOUT_SERVER)
                .fromDefinition()
                .orElseThrow();
        return layout == Layout.SIDECAR
                ? new SidecarWriter(table, ArrayTravel.ARRAYS)
                : new InlineWriter(table, ArrayTravel.ARRAYS);
    }

    private List<String> live(Layout layout) {
        return layout == Layout.SIDECAR
                ? rows()
                : database.query("SELECT id, name, balance FROM public.account WHERE NOT millrace_deleted");
    }

    private List<String> rows() {
        return database.query("SELECT * FROM public.account");
    }

    private List<String> versions() {
        return database.query("SELECT deleted, encode(version, 'hex') FROM millrace.\"public.account\"");
    }
}
