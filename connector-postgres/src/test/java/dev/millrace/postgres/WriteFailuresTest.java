package dev.millrace.postgres;

import static dev.millrace.core.change.Value.Null.NULL;
import static dev.millrace.core.target.Outcome.APPLIED;
import static dev.millrace.core.testkit.Writes.delete;
import static dev.millrace.core.testkit.Writes.upsert;
import static dev.millrace.core.testkit.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Outcome.Failed;
import dev.millrace.core.target.Outcome.Scope;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import dev.millrace.postgres.PostgresSettings.TableSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteFailuresTest {
    private static final TableSettings CUSTOMER =
            Tables.table("BANK.CUSTOMER", "public.customer", List.of("id"), "id bigint", "name text");

    private final TestDatabase database = TestDatabase.create();
    private PostgresTarget target;
    private TargetTable account;
    private TargetTable customer;

    @BeforeEach
    void open() {
        PostgresSettings settings = database.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.ACCOUNT, CUSTOMER);
        target = PostgresTarget.open(withStatementTimeout(settings, Duration.ofMillis(500)));
        account = target.table("BANK.ACCOUNT").orElseThrow();
        customer = target.table("BANK.CUSTOMER").orElseThrow();
    }

    @AfterEach
    void close() {
        target.close();
    }

    @Test
    void aPoisonedBatchIsBlamedAsAWholeAndOtherTablesAreWritten() {
        database.execute("ALTER TABLE public.account ADD CHECK (balance >= 0)");

        List<Outcome> outcomes = write(
                target,
                upsert(customer, 1, 1, "before"),
                upsert(account, 1, 1, "good", "1.00"),
                upsert(account, 1, 2, "bad", "-1.00"),
                upsert(customer, 1, 2, "after"));

        Outcome poison = new Failed(FailureKind.POISON, "23514", Scope.BATCH);
        assertEquals(List.of(APPLIED, poison, poison, APPLIED), outcomes);
        assertEquals(List.of(), database.query("SELECT * FROM millrace.\"public.account\""));
        assertEquals(List.of(APPLIED), write(target, upsert(account, 1, 1, "good", "1.00")));
    }

    @Test
    void aSingleWriteIsToBlameItself() {
        database.execute("ALTER TABLE public.account ALTER name SET NOT NULL");

        assertEquals(
                List.of(new Failed(FailureKind.POISON, "23502", Scope.ROW)),
                write(target, upsert(account, 1, 1, NULL, "1.00")));
    }

    @Test
    void aCharacterThatTheServerRefusesIsPoison() {
        assertEquals(
                List.of(new Failed(FailureKind.POISON, "22021", Scope.ROW)),
                write(target, upsert(customer, 1, 1, "zero\u0000byte")));
        assertEquals(List.of(APPLIED), write(target, upsert(customer, 1, 1, "fine")));
    }

    @Test
    void aKeyTooLargeForAnIndexIsPoison() {
        database.execute("CREATE INDEX ON public.customer (name)");
        StringBuilder incompressible = new StringBuilder();
        new Random(3).ints(20_000, 33, 126).forEach(incompressible::appendCodePoint);

        assertEquals(
                List.of(new Failed(FailureKind.POISON, "54000", Scope.ROW)),
                write(target, upsert(customer, 1, 1, incompressible.toString())));
    }

    @Test
    void aUniqueValueOfAnotherRowIsADependency() {
        database.execute("ALTER TABLE public.customer ADD UNIQUE (name)");
        write(target, upsert(customer, 1, 1, "taken"));

        assertEquals(
                List.of(new Failed(FailureKind.DEPENDENCY, "23505", Scope.ROW)),
                write(target, upsert(customer, 1, 2, "taken")));
    }

    @Test
    void aUniqueValueMovesFromADeletedRowToANewOneWithinABatch() {
        database.execute("ALTER TABLE public.customer ADD UNIQUE (name)");
        write(target, upsert(customer, 1, 1, "moving"));

        assertEquals(
                List.of(APPLIED, APPLIED), write(target, upsert(customer, 2, 2, "moving"), delete(customer, 2, 1)));
    }

    @Test
    void aMissingParentIsADependencyEvenWhenOnlyTheCommitFindsOut() {
        database.execute("ALTER TABLE public.account ADD FOREIGN KEY (id) REFERENCES public.customer (id)"
                + " DEFERRABLE INITIALLY DEFERRED");

        assertEquals(
                List.of(new Failed(FailureKind.DEPENDENCY, "23503", Scope.ROW)),
                write(target, upsert(account, 1, 1, "orphan", NULL)));
        assertEquals(List.of(), database.query("SELECT * FROM millrace.\"public.account\""));
        write(target, upsert(customer, 1, 1, "parent"));
        assertEquals(List.of(APPLIED), write(target, upsert(account, 1, 1, "orphan", NULL)));
    }

    @Test
    void aLockHeldTooLongIsTransientAlsoAfterAnEarlierRollback() throws SQLException {
        aCharacterThatTheServerRefusesIsPoison();
        write(target, upsert(account, 1, 1, "A", NULL));
        try (Connection holder = database.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT FROM millrace.\"public.account\" FOR UPDATE");

            assertEquals(
                    List.of(new Failed(FailureKind.TRANSIENT, "57014", Scope.ROW)),
                    write(target, upsert(account, 2, 1, "B", NULL)));
        }
        assertEquals(List.of(APPLIED), write(target, upsert(account, 2, 1, "B", NULL)));
    }

    @Test
    void aTableThatWentAwayIsFatalAndSaysSoWhenRead() {
        database.execute("DROP TABLE millrace.\"public.account\"");

        assertEquals(
                List.of(new Failed(FailureKind.FATAL, "42P01", Scope.ROW), APPLIED),
                write(target, upsert(account, 1, 1, "A", NULL), upsert(customer, 1, 1, "A")));
        TargetException error = assertThrows(
                TargetException.class, () -> target.heldVersions(account, List.of(Writes.key(account, 1))));
        assertEquals(FailureKind.FATAL, error.kind());
    }

    @Test
    void rowsThatATriggerSwallowsAreNotAnsweredAsApplied() {
        database.execute(
                "CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TRIGGER swallow BEFORE INSERT ON public.account FOR EACH ROW EXECUTE FUNCTION swallow()");

        assertEquals(
                List.of(new Failed(FailureKind.UNAVAILABLE, "ROWS_SUPPRESSED", Scope.BATCH), APPLIED),
                write(target, upsert(account, 1, 1, "A", NULL), upsert(customer, 1, 1, "A")));
        assertEquals(List.of(), database.query("SELECT * FROM millrace.\"public.account\""));
    }

    @Test
    void whatTheVersionTableRefusesIsNoFaultOfTheRows() {
        database.execute("ALTER TABLE millrace.\"public.account\" ADD note text NOT NULL DEFAULT 'x'");
        database.execute("ALTER TABLE millrace.\"public.account\" ALTER note DROP DEFAULT");

        assertEquals(
                List.of(new Failed(FailureKind.UNAVAILABLE, "23502", Scope.BATCH)),
                write(target, upsert(account, 1, 1, "A", NULL)));
    }

    @Test
    void aKeyThatTheVersionTableCannotHoldIsPoison() {
        TableSettings named = Tables.table("S.T", "public.named", List.of("name"), "name text");
        try (PostgresTarget other = PostgresTarget.open(database.settings(Layout.SIDECAR, AutoCreate.CREATE, named))) {
            TargetTable table = other.table("S.T").orElseThrow();

            assertEquals(
                    List.of(new Failed(FailureKind.POISON, "22021", Scope.ROW)),
                    write(other, upsert(table, 1, "zero\u0000byte")));
        }
    }

    @Test
    void aMissingPartitionIsNoFaultOfTheRow() {
        database.execute(
                "DROP TABLE public.customer",
                "CREATE TABLE public.customer (id bigint PRIMARY KEY, name text CHECK (name <> 'bad')) PARTITION BY RANGE"
                        + " (id)",
                "CREATE TABLE public.low PARTITION OF public.customer FOR VALUES FROM (0) TO (100)");

        assertEquals(
                List.of(new Failed(FailureKind.UNAVAILABLE, "23514", Scope.BATCH)),
                write(target, upsert(customer, 1, 100, "A")));
        assertEquals(
                List.of(new Failed(FailureKind.POISON, "23514", Scope.ROW)),
                write(target, upsert(customer, 1, 1, "bad")));
        database.execute("CREATE TABLE public.high PARTITION OF public.customer FOR VALUES FROM (100) TO (200)");
        assertEquals(List.of(APPLIED), write(target, upsert(customer, 1, 100, "A")));
    }

    @Test
    void aTriggerThatRaisesACheckViolationBlamesTheRow() {
        database.execute(
                "CREATE FUNCTION judge() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE check_violation; END'",
                "CREATE TRIGGER judge BEFORE INSERT ON public.account FOR EACH ROW EXECUTE FUNCTION judge()");

        assertEquals(
                List.of(new Failed(FailureKind.POISON, "23514", Scope.ROW)),
                write(target, upsert(account, 1, 1, "A", NULL)));
    }

    @Test
    void aDefectOfTheConnectorRollsBackAndAnswersEverything() {
        List<Value> wrong =
                new ArrayList<>(upsert(account, 1, 1, "A", NULL).row().orElseThrow());
        wrong.set(1, new Value.Binary(new byte[1]));
        RowWrite broken = new RowWrite(account, Writes.key(account, 1), Writes.version(1), Optional.of(wrong));

        Outcome internal = new Failed(FailureKind.UNAVAILABLE, "INTERNAL_ERROR", Scope.BATCH);
        assertEquals(List.of(internal, internal), write(target, broken, upsert(customer, 1, 1, "A")));
        assertEquals(List.of(), database.query("SELECT * FROM millrace.\"public.account\""));
        assertEquals(List.of(APPLIED), write(target, upsert(account, 1, 1, "A", NULL)));
    }

    private static PostgresSettings withStatementTimeout(PostgresSettings settings, Duration timeout) {
        return new PostgresSettings(
                settings.url(),
                settings.login(),
                settings.layout(),
                settings.autoCreate(),
                1,
                settings.tables(),
                settings.connectTimeout(),
                timeout,
                settings.applicationName());
    }
}
