package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.TargetTable;
import java.util.List;
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
