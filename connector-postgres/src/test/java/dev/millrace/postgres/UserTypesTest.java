package dev.millrace.postgres;

import static dev.millrace.core.config.ProblemCode.COLUMN_TYPE_UNSUPPORTED;
import static dev.millrace.core.config.ProblemCode.CONSTRAINT_UNSUITABLE;
import static dev.millrace.core.target.Outcome.APPLIED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.ColumnType;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Enums and domains of the database, and what its own types refuse only when it is written. */
class UserTypesTest {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final List<String> ID = List.of("id");

    @BeforeEach
    void clean() {
        DATABASE.execute(
                "DROP SCHEMA IF EXISTS millrace CASCADE",
                "DROP SCHEMA IF EXISTS bank CASCADE",
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
                "CREATE SCHEMA bank",
                "CREATE TYPE bank.\"Status\" AS ENUM ('open', 'closed')",
                "CREATE DOMAIN bank.positive AS numeric(9,2) CHECK (VALUE > 0)");
    }

    @Test
    void columnsOfThemAreFoundInTheCatalog() throws Rejection {
        DATABASE.execute("CREATE TABLE t (id bigint PRIMARY KEY, s bank.\"Status\", p bank.positive,"
                + " all_of bank.\"Status\"[])");
        try (PostgresTarget target = PostgresTarget.open(
                DATABASE.settings(Layout.INLINE, AutoCreate.CREATE, Tables.table("S.T", "public.t", ID)))) {
            TargetTable table = target.table("S.T").orElseThrow();
            Value both = new Value.Items(List.of(new Value.Text("closed"), Value.Null.NULL));

            assertEquals(List.of(APPLIED), Writes.write(target, Writes.upsert(table, 1, 1, "open", "1.5", both)));
            assertEquals(
                    List.of(poison("23514")),
                    Writes.write(target, Writes.upsert(table, 1, 2, "open", "-1", Value.Null.NULL)));
            assertEquals(List.of(APPLIED), Writes.write(target, Writes.delete(table, 2, 1)));

            ColumnType status = table.columns().get(1).type();
            Rejection rejection = assertThrows(Rejection.class, () -> status.canonical(new Value.Text("OPEN"), "t.s"));
            assertEquals(RejectionReason.VALUE_OUT_OF_RANGE, rejection.reason());
        }
    }

    @Test
    void configuredColumnsNameThemWithTheirSchema() {
        PostgresSettings settings = DATABASE.settings(
                Layout.SIDECAR,
                AutoCreate.CREATE,
                Tables.table("S.T", "public.t", List.of("s"), "s bank.\"Status\"", "p bank.positive"));
        assertEquals(List.of(), SettingsChecks.checkRead(settings));

        for (int start = 0; start < 2; start++) {
            try (PostgresTarget target = PostgresTarget.open(settings)) {
                Writes.write(target, Writes.upsert(target.table("S.T").orElseThrow(), 1, "open", 2));
            }
        }
        assertEquals(List.of("open|2.00"), DATABASE.query("SELECT * FROM t"));
        assertEquals(List.of("1"), DATABASE.query("SELECT count(*) FROM millrace.\"public.t\" WHERE s = 'open'"));
    }

    @Test
    void aNameThatNoTypeHasIsRefusedByTheServerOnly() {
        PostgresSettings settings = DATABASE.settings(
                Layout.SIDECAR, AutoCreate.CREATE, Tables.table("S.T", "public.t", ID, "id bigint", "s bank.none"));
        assertEquals(List.of(), SettingsChecks.checkRead(settings));

        StartChecksTest.expect(
                StartChecksTest.problems(settings),
                COLUMN_TYPE_UNSUPPORTED,
                "public.t.s",
                "configured bank.none",
                "an enum or domain that is there, named with its schema");
    }

    @Test
    void aDomainThatHasNoNullCannotHoldTombstones() {
        DATABASE.execute(
                "CREATE DOMAIN bank.given AS text NOT NULL",
                "CREATE DOMAIN bank.known AS text CHECK (VALUE IS NOT NULL)",
                "CREATE TABLE t (id bank.given PRIMARY KEY, g bank.given, k bank.known, p bank.positive CHECK (p > 1))");
        PostgresSettings settings =
                DATABASE.settings(Layout.INLINE, AutoCreate.CREATE, Tables.table("S.T", "public.t", ID));

        List<String> refused = StartChecksTest.problems(settings).stream()
                .filter(problem -> problem.code() == CONSTRAINT_UNSUITABLE)
                .map(problem -> problem.path())
                .toList();

        assertEquals(List.of("public.t.g", "public.t.k"), refused);
    }

    @Test
    void whatJsonbDoesNotHoldIsADeadLetter() {
        DATABASE.execute("CREATE TABLE t (id bigint PRIMARY KEY, v jsonb)");
        try (PostgresTarget target = PostgresTarget.open(
                DATABASE.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.table("S.T", "public.t", ID)))) {
            TargetTable table = target.table("S.T").orElseThrow();

            assertEquals(
                    List.of(poison("22P05")), Writes.write(target, Writes.upsert(table, 1, 1, "{\"a\":\"\\u0000\"}")));
            assertEquals(List.of(poison("22003")), Writes.write(target, Writes.upsert(table, 1, 1, "1E-20000")));
            assertEquals(List.of(poison("22P02")), Writes.write(target, Writes.upsert(table, 1, 1, "\"\\ud800\"")));
        }
    }

    @Test
    void theCharacterNulInAnArrayIsADeadLetter() {
        DATABASE.execute("CREATE TABLE t (id bigint PRIMARY KEY, v text[])");
        try (PostgresTarget target = PostgresTarget.open(
                DATABASE.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.table("S.T", "public.t", ID)))) {
            TargetTable table = target.table("S.T").orElseThrow();
            Value nul = new Value.Items(List.of(new Value.Text("a\0b")));

            assertEquals(List.of(poison("22021")), Writes.write(target, Writes.upsert(table, 1, 1, nul)));
        }
    }

    private static Outcome poison(String state) {
        return new Outcome.Failed(FailureKind.POISON, state, Outcome.Scope.ROW);
    }
}
