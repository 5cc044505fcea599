package dev.millrace.postgres;

import static dev.millrace.core.config.ProblemCode.COLUMN_MISSING;
import static dev.millrace.core.config.ProblemCode.COLUMN_TYPE_DIFFERS;
import static dev.millrace.core.config.ProblemCode.COLUMN_TYPE_UNSUPPORTED;
import static dev.millrace.core.config.ProblemCode.CONSTRAINT_UNSUITABLE;
import static dev.millrace.core.config.ProblemCode.KEY_DIFFERS;
import static dev.millrace.core.config.ProblemCode.TABLE_MISSING;
import static dev.millrace.core.config.ProblemCode.TARGET_REFUSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import dev.millrace.postgres.PostgresSettings.TableSettings;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each test breaks one thing; the message has to name the place, what was expected, what was found, and the fix. */
class StartChecksTest {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final List<String> ID = List.of("id");

    @BeforeEach
    void clean() {
        DATABASE.execute(
                "DROP SCHEMA IF EXISTS millrace CASCADE", "DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
    }

    @Test
    void aMissingTableIsRefusedWhereNothingIsToBeCreated() {
        expect(
                refusal(AutoCreate.REFUSE, Tables.ACCOUNT),
                TABLE_MISSING,
                "public.account",
                "found none",
                "create it, or switch on auto-create");
    }

    /** Every refusal comes with the SQL that mends it, to the end of its line, and that SQL is right. */
    @ParameterizedTest
    @EnumSource(Layout.class)
    void theSqlThatIsToldMakesAStart(Layout layout) {
        PostgresSettings settings = DATABASE.settings(layout, AutoCreate.REFUSE, Tables.ACCOUNT);
        List<Problem> problems = problems(settings);
        assertEquals(2, problems.size(), problems::toString);
        for (Problem problem : problems) {
            String sql = problem.toString().replaceFirst(".* run: ", "");
            assertTrue(sql.endsWith(";"), sql);
            DATABASE.execute(sql);
        }
        PostgresTarget.open(settings).close();
    }

    @Test
    void aMissingTableWithoutColumnsCannotBeCreated() {
        expect(
                refusal(AutoCreate.CREATE, Tables.table("S.T", "public.t", ID)),
                TABLE_MISSING,
                "public.t",
                "expected the table public.t",
                "configure its columns");
    }

    @Test
    void aMissingColumnIsRefused() {
        DATABASE.execute("CREATE TABLE account (id bigint PRIMARY KEY, name varchar(20))");

        expect(
                refusal(AutoCreate.CREATE, Tables.ACCOUNT),
                COLUMN_MISSING,
                "public.account.balance",
                "expected a column numeric(12,2), found none",
                "ADD COLUMN \"balance\" numeric(12,2)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "extra text NOT NULL; found text NOT NULL without a default that no source column fills",
                "extra text; found text that may be NULL that no source column fills",
                "extra text DEFAULT 'x'; found text that may be NULL that no source column fills"
            })
    void anExtraColumnThatNobodyFillsIsRefused(String column, String found) {
        DATABASE.execute("CREATE TABLE t (id bigint PRIMARY KEY, " + column + ")");

        expect(
                refusal(AutoCreate.CREATE, Tables.table("S.T", "public.t", ID, "id bigint")),
                COLUMN_MISSING,
                "public.t.extra",
                found,
                "add it to the configured columns");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "extra text GENERATED ALWAYS AS (id::text) STORED",
                "extra bigint GENERATED ALWAYS AS IDENTITY",
                "extra timestamptz NOT NULL DEFAULT now()"
            })
    void anExtraColumnThatTheDatabaseFillsIsAccepted(String column) {
        DATABASE.execute("CREATE TABLE t (id bigint PRIMARY KEY, " + column + ")");
        PostgresSettings settings =
                DATABASE.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.table("S.T", "public.t", ID, "id bigint"));

        try (PostgresTarget target = PostgresTarget.open(settings)) {
            TargetTable table = target.table("S.T").orElseThrow();
            assertEquals(1, table.columns().size());
            Writes.write(target, Writes.upsert(table, 1, 1));
        }
        assertEquals(List.of("1"), DATABASE.query("SELECT count(extra) FROM t"));
    }

    @Test
    void anotherTypeIsRefused() {
        DATABASE.execute("CREATE TABLE account (id bigint PRIMARY KEY, name varchar(20), balance numeric(10,2))");

        expect(
                refusal(AutoCreate.CREATE, Tables.ACCOUNT),
                COLUMN_TYPE_DIFFERS,
                "public.account.balance",
                "expected numeric(12,2), found numeric(10,2)",
                "write numeric(10,2) in the configuration, or ALTER TABLE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "time with time zone; use time, timestamp or timestamp with time zone",
                "numeric(3,-2); give precision and scale, such as numeric(18,2), or neither",
                "interval(3); use smallint",
                "interval[]; use smallint",
                "money; use smallint"
            })
    void aTypeThatIsNotWrittenExactlyIsRefused(String type, String fix) {
        DATABASE.execute("CREATE TABLE t (id bigint PRIMARY KEY, v " + type + ")");

        expect(
                refusal(AutoCreate.CREATE, Tables.table("S.T", "public.t", ID)),
                COLUMN_TYPE_UNSUPPORTED,
                "public.t.v",
                "found " + type,
                fix);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "real; as a key it merges rows",
                "double precision; as a key it merges rows",
                "jsonb; what has parts identifies no row",
                "integer[]; what has parts identifies no row"
            })
    void aKeyThatLosesPrecisionIsRefused(String type, String fix) {
        DATABASE.execute("CREATE TABLE t (id " + type + " PRIMARY KEY)");

        expect(
                refusal(AutoCreate.CREATE, Tables.table("S.T", "public.t", ID)),
                COLUMN_TYPE_UNSUPPORTED,
                "public.t.id",
                "expected a type of the key that is written exactly, found " + type,
                fix);
    }

    @Test
    void aConfiguredTypeIsReadAsSqlAndNeverRunAsSuch() {
        expect(
                refusal(AutoCreate.CREATE, Tables.table("S.T", "public.t", ID, "id bigint); DROP TABLE x; --")),
                COLUMN_TYPE_UNSUPPORTED,
                "tables[0].columns.id",
                "configured bigint); DROP TABLE x; --",
                "use smallint");
    }

    @Test
    void aKeyColumnThatIsNotThereIsRefused() {
        expect(
                refusal(AutoCreate.CREATE, Tables.table("S.T", "public.t", List.of("nr"), "id bigint")),
                COLUMN_MISSING,
                "tables[0].columns.nr",
                "expected this column of the key among the columns, found id",
                "correct the key");
    }

    @Test
    void aTableWithoutAKeyIsRefused() {
        DATABASE.execute("CREATE TABLE t (id bigint NOT NULL)");

        expect(
                refusal(AutoCreate.CREATE, Tables.table("S.T", "public.t", ID)),
                KEY_DIFFERS,
                "public.t",
                "expected a primary key or unique index on exactly (id) of public.t, found none",
                "CREATE UNIQUE INDEX ON \"public\".\"t\" (\"id\")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "PRIMARY KEY (id, b); t_pkey (id, b)",
                "PRIMARY KEY (b); t_pkey (b)",
                "UNIQUE (id) DEFERRABLE; t_id_key (id) on expressions or deferrable"
            })
    void aKeyOverOtherColumnsIsRefused(String constraint, String found) {
        DATABASE.execute("CREATE TABLE t (id bigint NOT NULL, b bigint NOT NULL, " + constraint + ")");

        expect(
                refusal(AutoCreate.CREATE, Tables.table("S.T", "public.t", ID)),
                KEY_DIFFERS,
                "public.t",
                "found " + found,
                "correct the configured key");
    }

    @Test
    void aUniqueIndexOverTheKeyInAnotherOrderServes() {
        DATABASE.execute(
                "CREATE TABLE t (a bigint NOT NULL, b bigint NOT NULL, surrogate bigint GENERATED BY DEFAULT AS IDENTITY"
                        + " PRIMARY KEY)",
                "CREATE UNIQUE INDEX ON t (b, a) INCLUDE (surrogate)");
        PostgresSettings settings = DATABASE.settings(
                Layout.SIDECAR, AutoCreate.CREATE, Tables.table("S.T", "public.t", List.of("a", "b")));

        try (PostgresTarget target = PostgresTarget.open(settings)) {
            TargetTable table = target.table("S.T").orElseThrow();
            assertEquals(List.of(0, 1), table.keyIndexes());
            Writes.write(target, Writes.upsert(table, 1, 1, 2));
        }
        assertEquals(List.of("1|2|1"), DATABASE.query("SELECT * FROM t"));
    }

    @Test
    void aCollationThatMergesKeysIsRefused() {
        DATABASE.execute(
                "CREATE COLLATION blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE t (id varchar(10) COLLATE blind PRIMARY KEY)");

        expect(
                refusal(AutoCreate.CREATE, Tables.table("S.T", "public.t", ID)),
                KEY_DIFFERS,
                "public.t.id",
                "expected a deterministic collation, found public.blind",
                "COLLATE \"C\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "CREATE VIEW t AS SELECT 1::bigint AS id; found view public.t",
                "CREATE UNLOGGED TABLE t (id bigint PRIMARY KEY); found unlogged table public.t"
            })
    void whatIsNoDurableTableIsRefused(String ddl, String found) {
        DATABASE.execute(ddl);

        expect(
                refusal(AutoCreate.CREATE, Tables.table("S.T", "public.t", ID)),
                TARGET_REFUSED,
                "public.t",
                found,
                "name a table");
    }

    @Test
    void aColumnThatTheDatabaseGeneratesCannotTakeTheSources() {
        DATABASE.execute("CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)");

        expect(
                refusal(AutoCreate.CREATE, Tables.table("S.T", "public.t", ID)),
                CONSTRAINT_UNSUITABLE,
                "public.t.id",
                "found one that the database always generates",
                "ALTER TABLE \"public\".\"t\" ALTER COLUMN \"id\" SET GENERATED BY DEFAULT;");
        DATABASE.execute("ALTER TABLE t ALTER COLUMN id SET GENERATED BY DEFAULT");
        PostgresSettings settings =
                DATABASE.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.table("S.T", "public.t", ID));
        try (PostgresTarget target = PostgresTarget.open(settings)) {
            Writes.write(target, Writes.upsert(target.table("S.T").orElseThrow(), 1, 77));
        }
        assertEquals(List.of("77"), DATABASE.query("SELECT id FROM t"));
    }

    @Test
    void identityColumnsAreLeftAloneUnlessTheyAreConfigured() {
        DATABASE.execute("CREATE TABLE t (id bigint PRIMARY KEY, a bigint GENERATED ALWAYS AS IDENTITY (START 500),"
                + " b bigint GENERATED BY DEFAULT AS IDENTITY (START 600))");

        try (PostgresTarget target = PostgresTarget.open(
                DATABASE.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.table("S.T", "public.t", ID)))) {
            Writes.write(target, Writes.upsert(target.table("S.T").orElseThrow(), 1, 1));
        }
        try (PostgresTarget target = PostgresTarget.open(DATABASE.settings(
                Layout.SIDECAR, AutoCreate.CREATE, Tables.table("S.T", "public.t", ID, "id bigint", "b bigint")))) {
            Writes.write(target, Writes.upsert(target.table("S.T").orElseThrow(), 1, 2, 7));
        }
        assertEquals(List.of("1|500|600", "2|501|7"), DATABASE.query("SELECT * FROM t ORDER BY id"));
    }

    @Test
    void aMissingVersionTableIsRefusedWhereNothingIsToBeCreated() {
        DATABASE.execute("CREATE TABLE t (id numeric(5,0) PRIMARY KEY)");

        expect(
                refusal(AutoCreate.REFUSE, Tables.table("S.T", "public.t", ID)),
                TABLE_MISSING,
                "public.t",
                "expected its version table \"millrace\".\"public.t\", found none",
                "CREATE TABLE IF NOT EXISTS \"millrace\".\"public.t\" (\"id\" numeric(5,0) NOT NULL, version bytea NOT"
                        + " NULL");
    }

    @Test
    void aVersionTableOfAnotherShapeIsRefused() {
        DATABASE.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY)",
                "CREATE SCHEMA millrace",
                "CREATE TABLE millrace.\"public.t\" (id integer PRIMARY KEY, version bytea, deleted boolean NOT NULL)");
        List<Problem> problems = refusal(AutoCreate.CREATE, Tables.table("S.T", "public.t", ID));

        expect(problems, COLUMN_TYPE_DIFFERS, "public.t.id", "expected bigint NOT NULL", "found integer NOT NULL");
        expect(problems, COLUMN_TYPE_DIFFERS, "public.t.version", "expected bytea NOT NULL", "found bytea");
        expect(problems, COLUMN_MISSING, "public.t.applied_at", "expected timestamp with time zone", "found none");
        assertEquals(3, problems.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "applied_at timestamptz NOT NULL; applied_at; expected a default",
                "applied_at timestamptz NOT NULL DEFAULT now(), note text NOT NULL; note; found text NOT NULL without a default"
            })
    void aVersionTableWithAColumnThatNobodyFillsIsRefused(String columns, String column, String what) {
        DATABASE.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY)",
                "CREATE SCHEMA millrace",
                "CREATE TABLE millrace.\"public.t\" (id bigint PRIMARY KEY, version bytea NOT NULL, deleted boolean NOT"
                        + " NULL, " + columns + ")");
        List<Problem> problems = refusal(AutoCreate.CREATE, Tables.table("S.T", "public.t", ID));

        expect(problems, COLUMN_MISSING, "public.t." + column, what, "DEFAULT");
        assertEquals(1, problems.size());
    }

    @Test
    void aVersionTableMayHaveFurtherColumnsThatFillThemselves() {
        DATABASE.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY)",
                "CREATE SCHEMA millrace",
                "CREATE TABLE millrace.\"public.t\" (id bigint PRIMARY KEY, version bytea NOT NULL, deleted boolean NOT"
                        + " NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp(), note text, nr bigint"
                        + " GENERATED ALWAYS AS IDENTITY)",
                ProgressTable.DDL);

        PostgresTarget.open(DATABASE.settings(Layout.SIDECAR, AutoCreate.REFUSE, Tables.table("S.T", "public.t", ID)))
                .close();
    }

    @Test
    void aMissingTableForTheProgressIsRefusedWithItsDefinition() {
        DATABASE.execute("CREATE TABLE t (id bigint PRIMARY KEY, v text)");
        PostgresTarget.open(DATABASE.settings(
                        Layout.INLINE, AutoCreate.CREATE, Tables.table("S.T", "public.t", ID, "id bigint", "v text")))
                .close();
        DATABASE.execute("DROP TABLE millrace.progress");
        PostgresSettings settings =
                DATABASE.settings(Layout.INLINE, AutoCreate.REFUSE, Tables.table("S.T", "public.t", ID));
        List<Problem> problems = problems(settings);

        expect(problems, TABLE_MISSING, "millrace.progress", "found none", ProgressTable.DDL);
        assertEquals(1, problems.size());
        DATABASE.execute(ProgressTable.DDL);
        PostgresTarget.open(settings).close();
    }

    @Test
    void aTableForTheProgressWithoutItsColumnsOrPrivilegesIsRefused() {
        DATABASE.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY, millrace_version bytea, millrace_deleted boolean NOT NULL DEFAULT false)",
                "CREATE SCHEMA millrace",
                ProgressTable.DDL,
                "ALTER TABLE millrace.progress ALTER next_offset TYPE integer, DROP COLUMN raised_at",
                "DROP ROLE IF EXISTS reader",
                "CREATE ROLE reader LOGIN PASSWORD 'reader'",
                "GRANT USAGE ON SCHEMA public, millrace TO reader",
                "GRANT ALL ON t TO reader",
                "GRANT SELECT ON millrace.progress TO reader");
        PostgresSettings settings =
                DATABASE.settings(Layout.INLINE, AutoCreate.REFUSE, Tables.table("S.T", "public.t", ID));
        List<String> refused =
                problems(as("reader", settings)).stream().map(Problem::toString).toList();

        assertEquals(3, refused.size(), refused.toString());
        assertTrue(refused.get(0).contains("missing INSERT, UPDATE"), refused.get(0));
        assertTrue(refused.get(1).contains("next_offset"), refused.get(1));
        assertTrue(refused.get(2).contains("raised_at"), refused.get(2));
    }

    @Test
    void rowSecurityThatBindsTheUserIsRefused() {
        DATABASE.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY)",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                "CREATE SCHEMA millrace",
                "CREATE TABLE millrace.\"public.t\" (id bigint PRIMARY KEY, version bytea NOT NULL, deleted boolean NOT"
                        + " NULL, applied_at timestamptz NOT NULL DEFAULT now())",
                ProgressTable.DDL,
                "DROP ROLE IF EXISTS bound",
                "CREATE ROLE bound LOGIN PASSWORD 'bound'",
                "GRANT USAGE ON SCHEMA public, millrace TO bound",
                "GRANT ALL ON t, millrace.\"public.t\", millrace.progress TO bound");
        PostgresSettings settings =
                DATABASE.settings(Layout.SIDECAR, AutoCreate.REFUSE, Tables.table("S.T", "public.t", ID));

        List<Problem> problems = problems(as("bound", settings));

        expect(
                problems,
                TARGET_REFUSED,
                "public.t",
                "expected no row level security for the connector's user, found it on public.t",
                "BYPASSRLS");
        assertEquals(1, problems.size());
        PostgresTarget.open(settings).close();
    }

    @Test
    void aNameTooLongForAVersionTableIsRefused() {
        String name = "t".repeat(60);
        DATABASE.execute("CREATE TABLE " + name + " (id bigint PRIMARY KEY)");

        expect(
                refusal(AutoCreate.CREATE, Tables.table("S.T", "public." + name, ID)),
                TARGET_REFUSED,
                "public." + name,
                "expected a name of at most 63 bytes for its version table, found 67",
                "use the inline layout");
    }

    @Test
    void aKeyColumnNamedLikeAVersionColumnIsRefused() {
        expect(
                refusal(AutoCreate.CREATE, Tables.table("S.T", "public.t", List.of("version"), "version bigint")),
                KEY_DIFFERS,
                "public.t.version",
                "name of a column of the version table",
                "use the inline layout");
    }

    @Test
    void missingPrivilegesAreNamed() {
        DATABASE.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY)",
                "DROP ROLE IF EXISTS reader",
                "CREATE ROLE reader LOGIN PASSWORD 'reader'",
                "GRANT USAGE ON SCHEMA public TO reader",
                "GRANT SELECT ON t TO reader");
        PostgresSettings settings =
                as("reader", DATABASE.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.table("S.T", "public.t", ID)));

        List<Problem> problems = problems(settings);

        expect(
                problems,
                TARGET_REFUSED,
                "public.t",
                "missing INSERT, UPDATE, DELETE",
                "GRANT INSERT, UPDATE, DELETE ON");
        expect(
                problems,
                TARGET_REFUSED,
                "public.t",
                "refused with SQLSTATE 42501",
                "create it yourself: CREATE SCHEMA IF NOT EXISTS \"millrace\"; CREATE TABLE IF NOT EXISTS");
    }

    @Test
    void allProblemsOfAllTablesComeAtOnceAndNothingWasCreated() {
        DATABASE.execute("CREATE TABLE a (id real PRIMARY KEY, x interval)", "CREATE TABLE b (id bigint NOT NULL)");

        List<Problem> problems = refusal(
                AutoCreate.CREATE,
                Tables.table("S.A", "public.a", ID),
                Tables.table("S.B", "public.b", ID),
                Tables.table("S.C", "public.c", ID),
                Tables.ACCOUNT);

        assertEquals(
                List.of(COLUMN_TYPE_UNSUPPORTED, COLUMN_TYPE_UNSUPPORTED, KEY_DIFFERS, TABLE_MISSING),
                problems.stream().map(Problem::code).toList());
        assertEquals(
                List.of("f|t"),
                DATABASE.query(
                        "SELECT to_regclass('public.account') IS NOT NULL, to_regnamespace('millrace') IS NULL"));
    }

    private static List<Problem> refusal(AutoCreate autoCreate, TableSettings... tables) {
        return problems(DATABASE.settings(Layout.SIDECAR, autoCreate, tables));
    }

    static List<Problem> problems(PostgresSettings settings) {
        return assertThrows(ConfigurationException.class, () -> PostgresTarget.open(settings))
                .problems();
    }

    static void expect(List<Problem> problems, ProblemCode code, String path, String what, String fix) {
        boolean found = problems.stream()
                .anyMatch(problem -> problem.code() == code
                        && problem.path().equals(path)
                        && problem.what().contains(what)
                        && problem.toString().contains(fix));
        if (!found) {
            throw new AssertionError("no " + code + " at " + path + " in\n" + problems);
        }
    }

    private static PostgresSettings as(String user, PostgresSettings settings) {
        return new PostgresSettings(
                settings.url(),
                new Login.Password(user, user),
                settings.layout(),
                settings.autoCreate(),
                settings.connections(),
                settings.tables(),
                settings.connectTimeout(),
                settings.statementTimeout(),
                settings.applicationName());
    }
}
