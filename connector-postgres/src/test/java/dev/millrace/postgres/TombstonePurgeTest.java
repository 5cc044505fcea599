package dev.millrace.postgres;

import static dev.millrace.core.testkit.Writes.delete;
import static dev.millrace.core.testkit.Writes.upsert;
import static dev.millrace.core.testkit.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.target.Access;
import dev.millrace.core.target.TargetTable;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tombstones go when they are old enough, and nothing else does. */
class TombstonePurgeTest {
    private static final QualifiedName VERSIONS = new QualifiedName("millrace", "public.account");
    private static final String HELD = "SELECT id FROM millrace.\"public.account\" ORDER BY id";

    private final TestDatabase database = TestDatabase.create();
    private final PostgresSettings settings = database.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.ACCOUNT);
    private PostgresTarget target;
    private TargetTable table;
    private ConnectionPool pool;

    @BeforeEach
    void open() {
        target = PostgresTarget.open(settings);
        table = target.table("BANK.ACCOUNT").orElseThrow();
        pool = new ConnectionPool(settings, new Sessions(settings), Access.WRITE);
    }

    @AfterEach
    void close() {
        pool.close();
        target.close();
    }

    private long sweep(Duration kept) {
        try (TombstonePurge purge = new TombstonePurge(new JdbcSessions(pool), List.of(VERSIONS), kept)) {
            long gone = purge.sweep(VERSIONS);
            assertEquals(gone, purge.purged());
            return gone;
        }
    }

    private void age(int id, String interval) {
        database.execute("UPDATE millrace.\"public.account\" SET applied_at = now() - interval '" + interval
                + "' WHERE id = " + id);
    }

    @Test
    void oldTombstonesGoAndYoungOnesAndRowsStay() {
        write(target, delete(table, 1, 1), delete(table, 1, 2), upsert(table, 1, 3, "A", "1.00"));
        age(1, "3 days");
        age(3, "3 days");
        assertEquals(1, sweep(Duration.ofDays(2)));
        assertEquals(List.of("2", "3"), database.query(HELD));
        assertEquals(0, sweep(Duration.ofDays(2)));
    }

    @Test
    void aTableOfManyPagesIsGoneThroughToItsEnd() {
        database.execute("INSERT INTO millrace.\"public.account\" (id, version, deleted, applied_at)"
                + " SELECT n, '\\x00', n % 2 = 0, now() - interval '1 day' FROM generate_series(1, 30000) AS n");
        assertEquals(15_000, sweep(Duration.ofHours(1)));
        assertEquals(
                List.of("15000|0"),
                database.query("SELECT count(*), count(*) FILTER (WHERE deleted) FROM millrace.\"public.account\""));
    }

    @Test
    void whatSomebodyElseHasLockedIsLeftForTheNextTime() throws Exception {
        write(target, delete(table, 1, 1), delete(table, 1, 2));
        age(1, "3 days");
        age(2, "3 days");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM millrace.\"public.account\" WHERE id = 1 FOR UPDATE");
            assertEquals(1, sweep(Duration.ofDays(2)));
            other.rollback();
        }
        assertEquals(1, sweep(Duration.ofDays(2)));
        assertEquals(List.of(), database.query(HELD));
    }

    @Test
    void rowsThatComeBackWhileItGoesThroughStay() throws Exception {
        int writers = 3;
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(writers + 1);
        try {
            List<Callable<List<String>>> sources = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int first = writer * 10;
                sources.add(() -> writeInOrder(first, new Random(first)));
            }
            Future<Long> purging = threads.submit(() -> {
                long gone = 0;
                while (!ended.get()) {
                    gone += sweep(Duration.ZERO);
                }
                return gone;
            });
            List<String> expected = new ArrayList<>();
            for (Future<List<String>> source : threads.invokeAll(sources)) {
                expected.addAll(source.get());
            }
            ended.set(true);
            assertTrue(purging.get() > 0, "nothing was purged");
            assertEquals(expected, database.query("SELECT id, name FROM public.account ORDER BY id"));
        } finally {
            threads.shutdownNow();
        }
    }

    /** What the rows of one writer are in the end: each change of a row is newer than the last, as of a source. */
    private List<String> writeInOrder(int first, Random random) {
        String[] names = new String[10];
        for (int i = 1; i <= 1_500; i++) {
            int place = random.nextInt(names.length);
            if (random.nextBoolean()) {
                names[place] = null;
                write(target, delete(table, i, first + place));
            } else {
                names[place] = "name " + i;
                write(target, upsert(table, i, first + place, names[place], "1.00"));
            }
        }
        List<String> rows = new ArrayList<>();
        for (int place = 0; place < names.length; place++) {
            if (names[place] != null) {
                rows.add(first + place + "|" + names[place]);
            }
        }
        return rows;
    }
}
