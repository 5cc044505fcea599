package dev.millrace.postgres;

import static dev.millrace.core.change.Value.Null.NULL;
import static dev.millrace.core.target.Outcome.APPLIED;
import static dev.millrace.core.target.Outcome.STALE;
import static dev.millrace.core.testkit.Writes.delete;
import static dev.millrace.core.testkit.Writes.upsert;
import static dev.millrace.core.testkit.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Outcome.Failed;
import dev.millrace.core.target.Outcome.Scope;
import dev.millrace.core.target.TargetTable;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that does something else than it was told must not make a write look applied, or stale. */
class SuppressedRowsTest {
    private static final Outcome SUPPRESSED = new Failed(FailureKind.UNAVAILABLE, "ROWS_SUPPRESSED", Scope.BATCH);

    private final TestDatabase database = TestDatabase.create();

    @Nested
    class Sidecar {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "CREATE TRIGGER swallow BEFORE DELETE ON account FOR EACH ROW EXECUTE FUNCTION swallow()",
                    "CREATE RULE swallow AS ON DELETE TO account DO INSTEAD NOTHING"
                })
        void aDeleteThatTheDatabaseSwallowsIsNotApplied(String ddl) {
            try (PostgresTarget target = open(Layout.SIDECAR)) {
                TargetTable account = target.table("BANK.ACCOUNT").orElseThrow();
                write(target, upsert(account, 1, 1, "A", NULL));
                createSwallowing(ddl);

                assertEquals(List.of(SUPPRESSED), write(target, delete(account, 2, 1)));
                assertEquals(List.of(APPLIED), write(target, delete(account, 2, 2)));
                assertEquals(
                        List.of("1|f", "2|t"),
                        database.query("SELECT id, deleted FROM millrace.\"public.account\" ORDER BY id"));
            }
        }

        @Test
        void aVersionThatTheDatabaseSwallowsIsNotStale() {
            try (PostgresTarget target = open(Layout.SIDECAR)) {
                TargetTable account = target.table("BANK.ACCOUNT").orElseThrow();
                createSwallowing("CREATE TRIGGER swallow BEFORE INSERT ON millrace.\"public.account\" FOR EACH ROW"
                        + " EXECUTE FUNCTION swallow()");

                assertEquals(List.of(SUPPRESSED), write(target, upsert(account, 1, 1, "A", NULL)));
            }
        }
    }

    @Nested
    class Inline {

        @Test
        void anInsertThatATriggerSwallowsIsNotStale() {
            try (PostgresTarget target = open(Layout.INLINE)) {
                TargetTable account = target.table("BANK.ACCOUNT").orElseThrow();
                write(target, upsert(account, 3, 2, "B", NULL));
                createSwallowing(
                        "CREATE TRIGGER swallow BEFORE INSERT ON account FOR EACH ROW WHEN (NEW.id = 1) EXECUTE FUNCTION"
                                + " swallow()");

                assertEquals(
                        List.of(SUPPRESSED, SUPPRESSED),
                        write(target, upsert(account, 1, 1, "A", NULL), upsert(account, 2, 2, "B", NULL)));
                assertEquals(List.of(STALE), write(target, upsert(account, 2, 2, "B", NULL)));
            }
        }

        @Test
        void anUpdateThatATriggerSwallowsIsNotStale() {
            try (PostgresTarget target = open(Layout.INLINE)) {
                TargetTable account = target.table("BANK.ACCOUNT").orElseThrow();
                write(target, upsert(account, 1, 1, "A", NULL));
                createSwallowing(
                        "CREATE TRIGGER swallow BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION swallow()");

                assertEquals(List.of(SUPPRESSED), write(target, upsert(account, 2, 1, "B", NULL)));
                assertEquals(List.of(SUPPRESSED), write(target, delete(account, 2, 1)));
                assertEquals(List.of(STALE), write(target, upsert(account, 1, 1, "A", NULL)));
                database.execute("INSERT INTO account (id, name) VALUES (9, 'loaded')");
                assertEquals(List.of(SUPPRESSED), write(target, upsert(account, 1, 9, "C", NULL)));
            }
        }

        @Test
        void aKeyThatATriggerChangesIsToldByItsName() {
            try (PostgresTarget target = open(Layout.INLINE)) {
                TargetTable account = target.table("BANK.ACCOUNT").orElseThrow();
                database.execute(
                        "CREATE FUNCTION renumber() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.id := NEW.id + 100; RETURN"
                                + " NEW; END'",
                        "CREATE TRIGGER renumber BEFORE INSERT ON account FOR EACH ROW EXECUTE FUNCTION renumber()");

                assertEquals(
                        List.of(new Failed(FailureKind.UNAVAILABLE, "KEY_CHANGED", Scope.BATCH)),
                        write(target, upsert(account, 1, 1, "A", NULL)));
                assertEquals(List.of(), database.query("SELECT id FROM account"));
            }
        }
    }

    private PostgresTarget open(Layout layout) {
        return PostgresTarget.open(database.settings(layout, AutoCreate.CREATE, Tables.ACCOUNT));
    }

    private void createSwallowing(String ddl) {
        database.execute("CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'", ddl);
    }
}
