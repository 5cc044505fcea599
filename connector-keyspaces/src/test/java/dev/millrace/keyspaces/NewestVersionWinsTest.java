package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.keyspaces.KeyspacesSettings.TableSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stays in a table after writes that came in another order, against a Cassandra. */
class NewestVersionWinsTest {
    private static final AtomicInteger BRANCHES = new AtomicInteger();
    private static Optional<TestCassandra> shared = Optional.empty();
    private static Optional<KeyspacesTarget> opened = Optional.empty();

    private final TestCassandra cassandra = shared.orElseThrow();
    private final KeyspacesTarget target = opened.orElseThrow();
    private final TargetTable table = target.table("S.T").orElseThrow();
    /** Its rows are those of the test. */
    private final String branch = "b" + BRANCHES.incrementAndGet();

    @BeforeAll
    static void open() {
        TestCassandra cassandra = TestCassandra.create();
        shared = Optional.of(cassandra);
        TableSettings settings =
                Tables.settings("t", List.of("branch", "nr"), "branch text", "nr bigint", "a text", "b integer");
        opened = Optional.of(KeyspacesTarget.open(cassandra
                .settings(new TableSettings(settings.defined(), List.of("branch")))
                .build()));
    }

    @AfterAll
    static void close() {
        opened.ifPresent(KeyspacesTarget::close);
    }

    private List<Outcome> write(RowWrite... writes) {
        return Writes.write(target, writes);
    }

    private List<String> rows() {
        return cassandra.query("SELECT nr, a, b, millrace_deleted FROM KS.t WHERE branch = '" + branch + "'");
    }

    @Test
    void aDeletedRowIsATombstoneWithNothingButItsKeyAndVersion() {
        write(Writes.upsert(table, 1, branch, 1, "one", 1));
        assertEquals(List.of(Outcome.APPLIED), write(Writes.delete(table, 2, branch, 1)));
        assertEquals(List.of("1|NULL|NULL|true"), rows());
        assertEquals(List.of(Outcome.STALE), write(Writes.upsert(table, 1, branch, 1, "late", 1)));
        assertEquals(List.of("1|NULL|NULL|true"), rows());
    }

    @Test
    void aRowThatComesBackHasNothingOfItsFormerSelf() {
        write(Writes.upsert(table, 1, branch, 1, "one", 1));
        write(Writes.delete(table, 2, branch, 1));
        write(Writes.upsert(table, 3, branch, 1, "new", Value.Null.NULL));
        assertEquals(List.of("1|new|NULL|false"), rows());
    }

    @Test
    void anUpsertLeavesNoColumnOfTheOlderRow() {
        write(Writes.upsert(table, 1, branch, 1, "one", 1));
        write(Writes.upsert(table, 2, branch, 1, Value.Null.NULL, 2));
        assertEquals(List.of("1|NULL|2|false"), rows());
    }

    @Test
    void theDeleteOfARowNeverSeenKeepsItsInsertOut() {
        assertEquals(List.of(Outcome.APPLIED), write(Writes.delete(table, 5, branch, 1)));
        assertEquals(List.of(Outcome.STALE), write(Writes.upsert(table, 4, branch, 1, "late", 1)));
        assertEquals(List.of("1|NULL|NULL|true"), rows());
        assertEquals(
                List.of(Optional.of(Writes.version(5)), Optional.empty()),
                target.heldVersions(table, List.of(Writes.key(table, branch, 1), Writes.key(table, branch, 2))));
    }

    @Test
    void ofEqualVersionsTheFirstStays() {
        write(Writes.upsert(table, 1, branch, 1, "first", 1));
        assertEquals(List.of(Outcome.STALE), write(Writes.upsert(table, 1, branch, 1, "second", 2)));
        assertEquals(List.of(Outcome.STALE), write(Writes.delete(table, 1, branch, 1)));
        assertEquals(List.of("1|first|1|false"), rows());
    }

    @Test
    void aRowThatSomebodyElseMadeGivesWayToTheFirstChange() {
        cassandra.execute("INSERT INTO KS.t (branch, nr, a, b) VALUES ('" + branch + "', 1, 'theirs', 7)");
        assertEquals(List.of(Outcome.APPLIED), write(Writes.upsert(table, 1, branch, 1, "ours", Value.Null.NULL)));
        assertEquals(List.of("1|ours|NULL|false"), rows());
        cassandra.execute("UPDATE KS.t SET a = 'theirs' WHERE branch = '" + branch + "' AND nr = 2");
        assertEquals(List.of(Outcome.APPLIED), write(Writes.delete(table, 1, branch, 2)));
        assertEquals(
                List.of("1|ours|NULL|false", "2|NULL|NULL|true"),
                rows().stream().sorted().toList());
    }

    /** Neither a dead letter nor stale: the two do not compare, and the row would never change again without a word. */
    @Test
    void aVersionOfAnotherWidthIsTold() {
        cassandra.execute("INSERT INTO KS.t (branch, nr, millrace_version) VALUES ('" + branch + "', 1, 0xff)");
        Outcome told = new Outcome.Failed(FailureKind.FATAL, "VERSION_WIDTH_DIFFERS", Outcome.Scope.BATCH);
        assertEquals(List.of(told), write(Writes.upsert(table, 1, branch, 1, "ours", 1)));
        assertEquals(List.of(told), write(Writes.delete(table, 2, branch, 1)));
        TargetException refused = assertThrows(
                TargetException.class, () -> target.heldVersions(table, List.of(Writes.key(table, branch, 1))));
        assertEquals(FailureKind.FATAL, refused.kind());
        assertEquals("VERSION_WIDTH_DIFFERS", refused.code());
    }

    /** A dry run has to go on behind such a record, as the connector does with a dead letter. */
    @Test
    void toAskForAKeyThatNoRowCanHaveIsPoison() {
        for (Map.Entry<String, String> key : Map.of("", "KEY_EMPTY", "x".repeat(70_000), "PARTITION_KEY_TOO_LARGE")
                .entrySet()) {
            TargetException refused = assertThrows(
                    TargetException.class,
                    () -> target.heldVersions(
                            table, List.of(Writes.key(table, branch, 1), Writes.key(table, key.getKey(), 1))));
            assertEquals(FailureKind.POISON, refused.kind());
            assertEquals(key.getValue(), refused.code());
        }
    }

    @Test
    void aSecondWriteOfAKnownKeyIsOneStatement() {
        write(Writes.upsert(table, 1, branch, 1, "one", 1));
        long before = target.statements();
        write(Writes.upsert(table, 2, branch, 1, "two", 2));
        assertEquals(1, target.statements() - before);
    }

    @Test
    void ofManyWritersOnOneRowTheNewestStays() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<Outcome>>> answers = new ArrayList<>();
            for (int i = 1; i <= 40; i++) {
                RowWrite write = i % 3 == 0
                        ? Writes.delete(table, i, branch, 1)
                        : Writes.upsert(table, i, branch, 1, "v" + i, i);
                answers.add(threads.submit(() -> write(write)));
            }
            for (Future<List<Outcome>> answer : answers) {
                Outcome outcome = answer.get().get(0);
                // Where they get in each other's way the server may ask for patience; nothing else.
                assertTrue(
                        !(outcome instanceof Outcome.Failed failed) || failed.kind() == FailureKind.TRANSIENT,
                        outcome::toString);
            }
            write(Writes.upsert(table, 40, branch, 1, "v40", 40));
        } finally {
            threads.shutdownNow();
        }
        assertEquals(List.of("1|v40|40|false"), rows());
    }
}
