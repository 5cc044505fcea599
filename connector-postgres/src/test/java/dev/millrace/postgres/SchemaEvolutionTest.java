package dev.millrace.postgres;

import static dev.millrace.core.config.ProblemCode.CONFIG_VALUE_INVALID;
import static dev.millrace.core.config.ProblemCode.TARGET_REFUSED;
import static dev.millrace.core.target.Outcome.APPLIED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import dev.millrace.postgres.PostgresSettings.SchemaEvolution;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that appear at the source while the connector runs. */
class SchemaEvolutionTest {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String SOURCE = "S.T";
    private static final Value NOTHING = Value.Null.NULL;

    @BeforeEach
    void clean() {
        DATABASE.execute(
                "DROP SCHEMA IF EXISTS millrace CASCADE",
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public",
                "CREATE TABLE t (id bigint PRIMARY KEY, v text, g bigint GENERATED ALWAYS AS (id + 1) STORED)",
                "CREATE SCHEMA millrace",
                "CREATE TABLE millrace.\"public.t\" (id bigint PRIMARY KEY, version bytea NOT NULL, deleted boolean NOT"
                        + " NULL, applied_at timestamptz NOT NULL DEFAULT now())",
                "ALTER TABLE t ADD millrace_version bytea, ADD millrace_deleted boolean NOT NULL DEFAULT false",
                ProgressTable.DDL);
    }

    @Test
    void aColumnThatAppearsIsADeadLetterUnlessTheSettingsSayOtherwise() {
        try (PostgresTarget target = PostgresTarget.open(settings(Layout.INLINE, SchemaEvolution.FAIL))) {
            assertRejected(target, change(1, image(1).add("NEW", text("x"))));
        }
    }

    @Test
    void aColumnThatIsIgnoredIsLeftOutAndCounted() throws Rejection {
        try (PostgresTarget target = PostgresTarget.open(settings(Layout.INLINE, SchemaEvolution.IGNORE))) {
            assertEquals(
                    APPLIED,
                    write(target, change(1, image(1).add("NEW", text("x")).add("N 2", NOTHING))));

            assertEquals(List.of("1|a"), DATABASE.query("SELECT id, v FROM t"));
            assertEquals(2, meter(target, "ignored_columns"));
            Change without = change(1, new Row.Builder().add("ID", number("1")));
            assertEquals(
                    RejectionReason.COLUMN_MISSING,
                    assertThrows(Rejection.class, () -> write(target, without)).reason());
        }
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void aColumnIsAddedWithTheTypeOfItsValue(Layout layout) throws Rejection {
        try (PostgresTarget target = PostgresTarget.open(settings(layout, SchemaEvolution.ADD))) {
            assertEquals(APPLIED, write(target, change(1, image(1))));
            Row.Builder image = image(2).add("TXT", text("x"))
                    .add("NUM-BER", number("12.50"))
                    .add("TRUTH", new Value.Bool(true))
                    .add("DAY", new Value.Date(LocalDate.parse("2018-06-01")))
                    .add("TIME", new Value.Time(LocalTime.parse("13:18:41.5")))
                    .add("AT", new Value.Timestamp(LocalDateTime.parse("2018-06-01T13:18:41.780264"), 0))
                    .add("BYTES", new Value.Binary(new byte[] {1, -1}))
                    .add("ITEMS", new Value.Items(List.of(number("1"))))
                    .add(
                            "PARTS",
                            new Value.Fields(
                                    new Row.Builder().add("A", text("b")).build()));

            assertEquals(APPLIED, write(target, change(1, image)));

            assertEquals(9, meter(target, "added_columns"));
        }
        assertEquals(
                List.of(
                        "txt|text|NO",
                        "num_ber|numeric|NO",
                        "truth|boolean|NO",
                        "day|date|NO",
                        "time|time without time zone|NO",
                        "at|timestamp without time zone|NO",
                        "bytes|bytea|NO",
                        "items|jsonb|NO",
                        "parts|jsonb|NO"),
                DATABASE.query("SELECT column_name, data_type, is_identity FROM information_schema.columns WHERE"
                        + " table_name = 't' AND table_schema = 'public' AND ordinal_position > 5 AND is_nullable = 'YES'"
                        + " ORDER BY ordinal_position"));
        assertEquals(
                List.of(
                        "1|null|null|null|null|null|null|null|null|null",
                        "2|x|12.5|t|2018-06-01|13:18:41.5|2018-06-01 13:18:41.780264|\\x01ff|[1]|{\"A\": \"b\"}"),
                DATABASE.query(
                        "SELECT id, txt, num_ber, truth, day, \"time\", at, bytes, items, parts FROM t ORDER BY id"));
    }

    @Test
    void anAddedColumnIsOneLikeTheOthersAfterARestartToo() throws Rejection {
        try (PostgresTarget target = PostgresTarget.open(settings(Layout.SIDECAR, SchemaEvolution.ADD))) {
            write(target, change(1, image(1).add("NEW", text("x"))));
            assertEquals(APPLIED, write(target, change(2, image(1).add("new", text("y")))));
            // From before the source had the column.
            assertEquals(APPLIED, write(target, change(1, image(2))));
        }
        try (PostgresTarget target = PostgresTarget.open(settings(Layout.SIDECAR, SchemaEvolution.ADD))) {
            assertEquals(APPLIED, write(target, change(1, image(3).add("NEW", text("z")))));
            assertEquals(APPLIED, write(target, change(1, image(4))));
            assertEquals(APPLIED, write(target, change(3, image(1).add("NEW", NOTHING))));
            assertEquals(0, meter(target, "added_columns"));
        }
        assertEquals(List.of("1|null", "2|null", "3|z", "4|null"), DATABASE.query("SELECT id, new FROM t ORDER BY id"));
    }

    @Test
    void aNullWaitsForAValueThatSaysTheType() throws Rejection {
        try (PostgresTarget target = PostgresTarget.open(settings(Layout.SIDECAR, SchemaEvolution.ADD))) {
            TargetTable before = target.table(SOURCE).orElseThrow();
            assertEquals(APPLIED, write(target, change(1, image(1).add("NEW", NOTHING))));
            assertSame(before, target.table(SOURCE).orElseThrow());

            assertEquals(APPLIED, write(target, change(1, image(2).add("NEW", number("7")))));
        }
        assertEquals(List.of("1|null", "2|7"), DATABASE.query("SELECT id, new FROM t ORDER BY id"));
    }

    @Test
    void aDeletedRowAddsNothing() throws Rejection {
        try (PostgresTarget target = PostgresTarget.open(settings(Layout.SIDECAR, SchemaEvolution.ADD))) {
            write(target, change(1, image(1)));
            Row image = image(1).add("NEW", text("x")).build();
            Change delete = new Change(
                    SOURCE, Operation.DELETE, Writes.version(2), Optional.of(image), Optional.empty(), Instant.EPOCH);
            TargetTable table = target.table(delete).orElseThrow();

            assertEquals(
                    APPLIED,
                    Writes.writeOne(
                            target, new RowWrite(table, table.key(image), Writes.version(2), Optional.empty())));
        }
        assertEquals(List.of(), DATABASE.query("SELECT * FROM t"));
        assertEquals(List.of("0"), DATABASE.query("SELECT count(*) FROM pg_attribute WHERE attname = 'new'"));
    }

    /** Garbled records, what the database has for itself, and what the database fills. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "A B", "1A", "ÄA", "A\"", "a.b", "CTID", "xmin", "MILLRACE-VERSION", "millrace_deleted", "G"
            })
    void whatIsNoNameForAColumnIsADeadLetter(String name) {
        for (Layout layout : Layout.values()) {
            try (PostgresTarget target = PostgresTarget.open(settings(layout, SchemaEvolution.ADD))) {
                assertRejected(target, change(1, image(1).add(name, text("x"))));
                assertRejected(target, change(1, image(1).add("N".repeat(64), text("x"))));
            }
        }
    }

    @Test
    void aRecordThatIsRejectedAnyhowAddsNothing() {
        try (PostgresTarget target = PostgresTarget.open(settings(Layout.SIDECAR, SchemaEvolution.ADD))) {
            TargetTable before = target.table(SOURCE).orElseThrow();
            Row.Builder image =
                    new Row.Builder().add("ID", number("1.5")).add("V", NOTHING).add("NEW", text("x"));
            Change change = change(1, image);

            assertThrows(Rejection.class, () -> target.table(change));
            assertRejected(target, change(1, image(1).add("NEW", text("x")).add("N W", text("x"))));
            assertSame(before, target.table(SOURCE).orElseThrow());
        }
    }

    @Test
    void atMostAHundredColumnsAreAddedInOneRun() throws Rejection {
        try (PostgresTarget target = PostgresTarget.open(settings(Layout.SIDECAR, SchemaEvolution.ADD))) {
            for (int i = 1; i <= GrowingTable.MOST_COLUMNS; i += 20) {
                Row.Builder image = image(i);
                for (int column = i; column < i + 20; column++) {
                    image.add("N" + column, number(String.valueOf(column)));
                }
                assertEquals(APPLIED, write(target, change(1, image)));
            }
            assertRejected(target, change(1, image(1).add("N101", text("x"))));
            assertEquals(APPLIED, write(target, change(2, image(1).add("N100", number("5")))));
        }
        assertEquals(
                List.of("1|5", "81|100"), DATABASE.query("SELECT id, n100 FROM t WHERE n100 IS NOT NULL ORDER BY id"));
    }

    @Test
    void writesOfTheShapeBeforeGoOn() throws Rejection {
        try (PostgresTarget target = PostgresTarget.open(settings(Layout.SIDECAR, SchemaEvolution.ADD))) {
            TargetTable before = target.table(SOURCE).orElseThrow();
            write(target, change(1, image(1).add("NEW", text("x"))));
            TargetTable after = target.table(SOURCE).orElseThrow();
            assertNotSame(before, after);
            assertTrue(before.isSameAs(after));

            List<Outcome> outcomes = Writes.write(
                    target,
                    Writes.upsert(before, 1, 3, "c"),
                    Writes.upsert(after, 1, 2, "b", "y"),
                    Writes.upsert(before, 1, 4, "d"));

            assertEquals(List.of(APPLIED, APPLIED, APPLIED), outcomes);
            assertEquals(
                    List.of(Optional.of(Writes.version(1)), Optional.of(Writes.version(1))),
                    target.heldVersions(after, List.of(Writes.key(before, 3), Writes.key(after, 2))));
        }
        assertEquals(
                List.of("1|a|x", "2|b|y", "3|c|null", "4|d|null"),
                DATABASE.query("SELECT id, v, new FROM t ORDER BY id"));
    }

    @Test
    void whereAnotherConnectorWasFirstItsTypeCounts() throws Rejection {
        try (PostgresTarget first = PostgresTarget.open(settings(Layout.SIDECAR, SchemaEvolution.ADD));
                PostgresTarget second = PostgresTarget.open(settings(Layout.SIDECAR, SchemaEvolution.ADD))) {
            assertEquals(APPLIED, write(first, change(1, image(1).add("NEW", number("7")))));

            assertEquals(APPLIED, write(second, change(1, image(2).add("NEW", text("8.50")))));
            assertEquals(
                    new Outcome.Failed(FailureKind.POISON, "22P02", Outcome.Scope.ROW),
                    write(second, change(1, image(3).add("NEW", text("nine")))));
            assertEquals(0, meter(second, "added_columns"));
        }
        assertEquals(List.of("1|7", "2|8.5"), DATABASE.query("SELECT id, new FROM t ORDER BY id"));
    }

    @Test
    void lanesAndConnectorsMayAddAtOnce() throws InterruptedException, ExecutionException {
        ExecutorService lanes = Executors.newFixedThreadPool(4);
        try (PostgresTarget first = PostgresTarget.open(settings(Layout.SIDECAR, SchemaEvolution.ADD));
                PostgresTarget second = PostgresTarget.open(settings(Layout.SIDECAR, SchemaEvolution.ADD))) {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Change change = change(1, image(i).add("N" + i / 4, number(String.valueOf(i))));
                PostgresTarget target = i % 2 == 0 ? first : second;
                outcomes.add(lanes.submit(() -> write(target, change)));
            }
            for (Future<Outcome> outcome : outcomes) {
                assertEquals(APPLIED, outcome.get());
            }
        } finally {
            lanes.shutdownNow();
        }
        assertEquals(List.of("40|4|4|39"), DATABASE.query("SELECT count(*), count(n0), count(n9), max(n9) FROM t"));
    }

    /** Whoever waits for a table's lock lets nobody else read it. */
    @Test
    void aColumnWaitsForTheTablesReadersOnlyForSoLong() throws Exception {
        try (PostgresTarget target = PostgresTarget.open(settings(Layout.SIDECAR, SchemaEvolution.ADD));
                Connection reader = DATABASE.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM t");
            Change change = change(1, image(1).add("NEW", text("x")));

            assertEquals(new Outcome.Failed(FailureKind.TRANSIENT, "55P03", Outcome.Scope.ROW), write(target, change));

            reader.rollback();
            assertEquals(APPLIED, write(target, change));
        }
        assertEquals(List.of("1|x"), DATABASE.query("SELECT id, new FROM t"));
    }

    @Test
    void whoIsNotTheOwnerIsToldAtTheStart() {
        DATABASE.execute(
                "DROP ROLE IF EXISTS guest",
                "CREATE ROLE guest LOGIN PASSWORD 'guest'",
                "GRANT USAGE ON SCHEMA public, millrace TO guest",
                "GRANT ALL ON t, millrace.\"public.t\", millrace.progress TO guest");
        PostgresSettings settings = as("guest", settings(Layout.SIDECAR, SchemaEvolution.ADD));

        StartChecksTest.expect(
                StartChecksTest.problems(settings),
                TARGET_REFUSED,
                "public.t",
                "schema-evolution: add needs",
                "GRANT \"" + DATABASE.server().user() + "\" to the connector's user");
        PostgresTarget.open(as("guest", settings(Layout.SIDECAR, SchemaEvolution.IGNORE)))
                .close();
    }

    @Test
    void aPrivilegeThatIsLostMeanwhileIsFatal() throws Rejection {
        DATABASE.execute(
                "DROP ROLE IF EXISTS former",
                "CREATE ROLE former LOGIN PASSWORD 'former'",
                "GRANT USAGE ON SCHEMA public, millrace TO former",
                "GRANT ALL ON t, millrace.\"public.t\", millrace.progress TO former",
                "ALTER TABLE t OWNER TO former");
        try (PostgresTarget target = PostgresTarget.open(as("former", settings(Layout.SIDECAR, SchemaEvolution.ADD)))) {
            DATABASE.execute("ALTER TABLE t OWNER TO CURRENT_USER", "GRANT ALL ON t TO former");
            Change change = change(1, image(1).add("NEW", text("x")));
            assertEquals(new Outcome.Failed(FailureKind.FATAL, "42501", Outcome.Scope.ROW), write(target, change));

            DATABASE.execute("ALTER TABLE t ADD new text");
            assertEquals(APPLIED, write(target, change));
        }
        assertEquals(List.of("1|x"), DATABASE.query("SELECT id, new FROM t"));
    }

    @Test
    void columnsThatAreConfiguredDoNotGrow() {
        PostgresSettings usual = DATABASE.settings(
                Layout.SIDECAR,
                AutoCreate.REFUSE,
                Tables.table(SOURCE, "public.t", List.of("id"), "id bigint", "v text"));
        PostgresSettings created = DATABASE.settings(
                Layout.SIDECAR,
                AutoCreate.CREATE,
                Tables.table(SOURCE, "public.t", List.of("id"), "id bigint", "v text"));
        for (PostgresSettings settings : List.of(usual, created)) {
            StartChecksTest.expect(
                    SettingsChecks.checkRead(with(settings, SchemaEvolution.ADD)),
                    CONFIG_VALUE_INVALID,
                    "target.schema-evolution",
                    "takes the columns of each table from its catalog",
                    "configure no columns");
        }
    }

    private static Outcome write(PostgresTarget target, Change change) throws Rejection {
        TargetTable table = target.table(change).orElseThrow();
        List<Value> row = table.row(change.image());
        return Writes.writeOne(target, new RowWrite(table, table.keyOf(row), change.version(), Optional.of(row)));
    }

    private static void assertRejected(PostgresTarget target, Change change) {
        Rejection rejection = assertThrows(Rejection.class, () -> write(target, change));
        assertEquals(RejectionReason.COLUMN_UNKNOWN, rejection.reason());
        assertEquals("public.t", rejection.place());
    }

    private static double meter(PostgresTarget target, String name) {
        return target.meters().stream()
                .filter(meter -> meter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value()
                .getAsDouble();
    }

    private static Row.Builder image(int id) {
        return new Row.Builder().add("ID", number(String.valueOf(id))).add("V", text("a"));
    }

    private static Change change(int version, Row.Builder image) {
        return new Change(
                SOURCE,
                Operation.INSERT,
                Writes.version(version),
                Optional.empty(),
                Optional.of(image.build()),
                Instant.EPOCH);
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    private static Value number(String text) {
        return new Value.Decimal(new BigDecimal(text));
    }

    private static PostgresSettings settings(Layout layout, SchemaEvolution evolution) {
        return with(
                DATABASE.settings(layout, AutoCreate.REFUSE, Tables.table(SOURCE, "public.t", List.of("id"))),
                evolution);
    }

    private static PostgresSettings with(PostgresSettings settings, SchemaEvolution evolution) {
        return new PostgresSettings(
                settings.url(),
                settings.login(),
                settings.layout(),
                settings.autoCreate(),
                evolution,
                settings.connections(),
                settings.tables(),
                settings.connectTimeout(),
                settings.statementTimeout(),
                settings.tombstonesKept(),
                settings.applicationName());
    }

    private static PostgresSettings as(String user, PostgresSettings settings) {
        return new PostgresSettings(
                settings.url(),
                new Login.Password(user, user),
                settings.layout(),
                settings.autoCreate(),
                settings.schemaEvolution(),
                settings.connections(),
                settings.tables(),
                settings.connectTimeout(),
                settings.statementTimeout(),
                settings.tombstonesKept(),
                settings.applicationName());
    }
}
