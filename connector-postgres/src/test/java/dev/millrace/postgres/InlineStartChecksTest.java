package dev.millrace.postgres;

import static dev.millrace.core.config.ProblemCode.COLUMN_MISSING;
import static dev.millrace.core.config.ProblemCode.CONSTRAINT_UNSUITABLE;
import static dev.millrace.postgres.StartChecksTest.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.config.Problem;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a table must be to hold tombstones. */
class InlineStartChecksTest {
    private static final TestDatabase DATABASE = TestDatabase.create();

    @BeforeEach
    void clean() {
        DATABASE.execute("DROP TABLE IF EXISTS t", "CREATE SCHEMA IF NOT EXISTS millrace", ProgressTable.DDL);
    }

    @Test
    void aColumnThatRefusesNullRefusesTombstones() {
        DATABASE.execute("CREATE TABLE t (id bigint PRIMARY KEY, v text NOT NULL)");

        expect(
                problems(AutoCreate.CREATE),
                CONSTRAINT_UNSUITABLE,
                "public.t.v",
                "found NOT NULL",
                "DROP NOT NULL, or use the sidecar layout");
    }

    @Test
    void missingColumnsAreRefusedWhereNothingIsToBeCreated() {
        DATABASE.execute("CREATE TABLE t (id bigint PRIMARY KEY)");
        List<Problem> problems = problems(AutoCreate.REFUSE);

        expect(
                problems,
                COLUMN_MISSING,
                "public.t.millrace_version",
                "expected bytea for the inline layout",
                "ALTER TABLE");
        expect(problems, COLUMN_MISSING, "public.t.millrace_deleted", "expected boolean NOT NULL", "use the sidecar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNIQUE INDEX one ON t (a)",
                "CREATE UNIQUE INDEX one ON t (v) NULLS NOT DISTINCT",
                "CREATE UNIQUE INDEX one ON t (lower(v))",
                "CREATE UNIQUE INDEX one ON t (a) WHERE NOT millrace_deleted OR v IS NULL"
            })
    void aUniqueIndexThatSeesTombstonesIsRefused(String index) {
        createTable(index);

        expect(
                problems(AutoCreate.REFUSE),
                CONSTRAINT_UNSUITABLE,
                "public.t",
                "expected unique indexes that ignore tombstones, found one (",
                "WHERE NOT millrace_deleted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNIQUE INDEX one ON t (a) WHERE NOT millrace_deleted",
                "CREATE UNIQUE INDEX one ON t (lower(v)) WHERE (NOT millrace_deleted) AND v <> ''",
                "CREATE UNIQUE INDEX one ON t (a, v)",
                "ALTER TABLE t ADD CHECK (v <> '' AND a > 0)",
                "ALTER TABLE t ADD CHECK (v IS NOT NULL OR millrace_deleted)"
            })
    void whatIgnoresTombstonesIsAccepted(String ddl) {
        createTable(ddl);
        try (PostgresTarget target = PostgresTarget.open(settings(AutoCreate.REFUSE))) {
            TargetTable table = target.table("S.T").orElseThrow();
            assertEquals(
                    List.of(Outcome.APPLIED, Outcome.APPLIED),
                    Writes.write(target, Writes.upsert(table, 1, 1, 1, "x"), Writes.upsert(table, 1, 2, 2, "y")));
            assertEquals(
                    List.of(Outcome.APPLIED, Outcome.APPLIED),
                    Writes.write(target, Writes.delete(table, 2, 1, 1), Writes.delete(table, 2, 2, 2)));
        }
    }

    @Test
    void aCheckConstraintThatATombstoneViolatesIsRefused() {
        createTable("ALTER TABLE t ADD CONSTRAINT named CHECK (v IS NOT NULL AND a > 0)");

        expect(
                problems(AutoCreate.REFUSE),
                CONSTRAINT_UNSUITABLE,
                "public.t",
                "found named",
                "add OR millrace_deleted to its condition");
    }

    private static void createTable(String ddl) {
        DATABASE.execute(
                "CREATE TABLE t (id bigint, a bigint, v text, millrace_version bytea, millrace_deleted boolean NOT NULL"
                        + " DEFAULT false, PRIMARY KEY (id, a))",
                ddl);
    }

    private static List<Problem> problems(AutoCreate autoCreate) {
        return StartChecksTest.problems(settings(autoCreate));
    }

    private static PostgresSettings settings(AutoCreate autoCreate) {
        boolean wide = !DATABASE.query("SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'a'")
                .isEmpty();
        List<String> key = wide ? List.of("id", "a") : List.of("id");
        return DATABASE.settings(Layout.INLINE, autoCreate, Tables.table("S.T", "public.t", key));
    }
}
