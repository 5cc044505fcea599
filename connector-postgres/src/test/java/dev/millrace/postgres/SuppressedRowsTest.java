package dev.millrace.postgres;

import static dev.millrace.core.change.Value.Null.NULL;
import static dev.millrace.core.target.Outcome.APPLIED;
import static dev.millrace.postgres.Writes.delete;
import static dev.millrace.postgres.Writes.upsert;
import static dev.millrace.postgres.Writes.write;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that does something else than it was told must not make a write look applied, or stale. */
class SuppressedRowsTest {
    private static final Outcome SUPPRESSED = new Failed(FailureKind.UNAVAILABLE, "ROWS_SUPPRESSED", Scope.ROW);

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
    }

    private PostgresTarget open(Layout layout) {
        return PostgresTarget.open(database.settings(layout, AutoCreate.CREATE, Tables.ACCOUNT));
    }

    private void createSwallowing(String ddl) {
        database.execute("CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'", ddl);
    }
}
