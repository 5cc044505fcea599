package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetTable;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A table that somebody changes under a running connector is no row's fault. */
class ChangedTableTest {
    private final TestCassandra cassandra = TestCassandra.create();

    private KeyspacesTarget open() {
        return KeyspacesTarget.open(cassandra
                .settings(Tables.settings("t", List.of("id"), "id bigint", "v text"))
                .build());
    }

    private static void assertFatal(List<Outcome> outcomes) {
        assertEquals(List.of(new Outcome.Failed(FailureKind.FATAL, "INVALID_QUERY", Outcome.Scope.BATCH)), outcomes);
    }

    @Test
    void aDroppedTableIsNoRowsFault() {
        try (KeyspacesTarget target = open()) {
            TargetTable table = target.table("S.T").orElseThrow();
            Writes.write(target, Writes.upsert(table, 1, 1, "v"));
            cassandra.execute("DROP TABLE KS.t");
            assertFatal(Writes.write(target, Writes.upsert(table, 2, 1, "v")));
        }
    }

    /** No statement finds it gone: the one that has its name may be a restored one, and the progress still be there. */
    @Test
    void aTableThatGivesWayToAnotherOfItsNameEndsTheProgressSession() {
        ProgressKey key = new ProgressKey("a-group", "a-cluster", "a-topic", "an-id", 0);
        try (KeyspacesTarget target = open()) {
            ProgressStore progress = target.progress();
            progress.load(List.of(key));
            cassandra.execute(
                    "DROP TABLE KS.t",
                    "CREATE TABLE KS.t (id bigint PRIMARY KEY, v text, millrace_version blob, millrace_deleted boolean)");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertEquals(
                            "NO_SESSION",
                            assertThrows(TargetException.class, () -> progress.madeAnew(List.of(key)))
                                    .code()));
            assertEquals(List.of(OptionalLong.empty()), progress.load(List.of(key)));
        }
    }

    @Test
    void aDroppedColumnIsNoRowsFault() {
        try (KeyspacesTarget target = open()) {
            TargetTable table = target.table("S.T").orElseThrow();
            Writes.write(target, Writes.upsert(table, 1, 1, "v"));
            cassandra.execute("ALTER TABLE KS.t DROP v");
            assertFatal(Writes.write(target, Writes.upsert(table, 2, 1, "v")));
        }
    }
}
