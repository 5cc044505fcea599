package dev.millrace.postgres;

import static dev.millrace.core.change.Value.Null.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Outcome.Failed;
import dev.millrace.core.target.Outcome.Scope;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import dev.millrace.postgres.PostgresSettings.TableSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class AutoCreateTest {
    private static final TableSettings ODD = Tables.table(
            "BANK.ODD",
            "\"Bank.1\".\"Odd\"\"Name\"",
            List.of("Key", "select"),
            "Key char(4)",
            "select date",
            "a.b text");

    private final TestDatabase database = TestDatabase.create();

    @ParameterizedTest
    @EnumSource
    void fourStartsAtOnceAllSucceed(Layout layout) throws Exception {
        PostgresSettings settings = database.settings(layout, AutoCreate.CREATE, Tables.ACCOUNT, ODD);
        CyclicBarrier together = new CyclicBarrier(4);
        ExecutorService starters = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> started = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                started.add(starters.submit(() -> {
                    together.await();
                    PostgresTarget.open(settings).close();
                    return null;
                }));
            }
            for (Future<?> start : started) {
                start.get(30, TimeUnit.SECONDS);
            }
        } finally {
            starters.shutdownNow();
        }
    }

    @Test
    void aTableTakesImagesWithTheColumnsThatItIgnoresAndNoOthers() throws Rejection {
        TableSettings account = new TableSettings(
                "BANK.ACCOUNT",
                "public.account",
                List.of("id"),
                Tables.ACCOUNT.columns(),
                Set.of("FILLER-1"),
                Writes.VERSION_BYTES);
        try (PostgresTarget target =
                PostgresTarget.open(database.settings(Layout.SIDECAR, AutoCreate.CREATE, account))) {
            TargetTable table = target.table("BANK.ACCOUNT").orElseThrow();
            RowKey one = table.key(image("FILLER-1"));
            assertEquals(new RowKey(new Value.Decimal(BigDecimal.ONE)), one);
            assertThrows(Rejection.class, () -> table.key(image("FILLER-2")));
        }
    }

    private static Row image(String further) {
        return new Row.Builder()
                .add("ID", new Value.Decimal(BigDecimal.ONE))
                .add(further, new Value.Text("x"))
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void aSecondStartFindsWhatTheFirstCreatedAndItsVersions(Layout layout) {
        PostgresSettings settings = database.settings(layout, AutoCreate.CREATE, Tables.ACCOUNT, ODD);
        try (PostgresTarget target = PostgresTarget.open(settings)) {
            TargetTable table = target.table("BANK.ODD").orElseThrow();
            assertEquals("\"Bank.1\".\"Odd\"\"Name\"", table.name());
            assertEquals(
                    List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(table, 2, "A", "2020-02-29", "text")));
        }
        try (PostgresTarget target =
                PostgresTarget.open(database.settings(layout, AutoCreate.REFUSE, Tables.ACCOUNT, ODD))) {
            TargetTable table = target.table("BANK.ODD").orElseThrow();
            assertEquals(List.of(Outcome.STALE), Writes.write(target, Writes.delete(table, 1, "A  ", "2020-02-29")));
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.delete(table, 3, "A  ", "2020-02-29")));
        }
    }

    @Test
    void theVersionTableHasTheKeysOwnTypesAndCollations() {
        database.execute("CREATE TABLE t (code varchar(9) COLLATE \"C\", nr numeric(7,3), PRIMARY KEY (code, nr))");
        PostgresTarget.open(database.settings(
                        Layout.SIDECAR, AutoCreate.CREATE, Tables.table("S.T", "public.t", List.of("nr", "code"))))
                .close();

        assertEquals(
                List.of(
                        "nr|numeric(7,3)|null",
                        "code|character varying(9)|C",
                        "version|bytea|null",
                        "deleted|boolean|null",
                        "applied_at|timestamp with time zone|null"),
                database.query("SELECT attname, format_type(atttypid, atttypmod), collname FROM pg_attribute"
                        + " LEFT JOIN pg_collation ON pg_collation.oid = attcollation"
                        + " WHERE attrelid = 'millrace.\"public.t\"'::regclass AND attnum > 0 ORDER BY attnum"));
    }

    @Test
    void anExistingTableGetsTheInlineColumns() {
        database.execute("CREATE TABLE t (id bigint PRIMARY KEY, v text)", "INSERT INTO t VALUES (1, 'loaded')");
        try (PostgresTarget target = PostgresTarget.open(
                database.settings(Layout.INLINE, AutoCreate.CREATE, Tables.table("S.T", "public.t", List.of("id"))))) {
            TargetTable table = target.table("S.T").orElseThrow();
            assertEquals(2, table.columns().size());
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(table, 0, 1, "replicated")));
        }
        assertEquals(List.of("1|replicated|f"), database.query("SELECT id, v, millrace_deleted FROM t"));
    }

    @ParameterizedTest
    @EnumSource
    void aDryRunCreatesNothingAndTakesWhatIsMissingAsEmpty(Layout layout) {
        database.execute("CREATE TABLE t (id bigint PRIMARY KEY, v text)");
        PostgresSettings settings = database.settings(
                layout, AutoCreate.CREATE, Tables.ACCOUNT, Tables.table("S.T", "public.t", List.of("id")));
        try (PostgresTarget target = PostgresTarget.openReadOnly(settings)) {
            TargetTable defined = target.table("BANK.ACCOUNT").orElseThrow();
            TargetTable existing = target.table("S.T").orElseThrow();
            assertEquals(3, defined.columns().size());
            assertEquals(List.of(Optional.empty()), target.heldVersions(defined, List.of(Writes.key(defined, 1))));
            assertEquals(List.of(Optional.empty()), target.heldVersions(existing, List.of(Writes.key(existing, 1))));
        }
        assertEquals(
                List.of("t|t"),
                database.query("SELECT to_regclass('public.account') IS NULL, to_regnamespace('millrace') IS NULL"));
    }

    @ParameterizedTest
    @CsvSource({
        "SIDECAR, 'public.account, millrace.\"public.account\", millrace.\"public.t\", millrace.progress'",
        "INLINE, 'public.account, public.t (columns), millrace.progress'"
    })
    void aDryRunNamesWhatAStartWouldCreate(Layout layout, String names) {
        database.execute("CREATE TABLE t (id bigint PRIMARY KEY, v text)");
        Logger logger = (Logger) LoggerFactory.getLogger(Opening.class);
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        logger.addAppender(events);
        logger.setLevel(Level.INFO);
        try {
            PostgresTarget.openReadOnly(database.settings(
                            layout, AutoCreate.CREATE, Tables.ACCOUNT, Tables.table("S.T", "public.t", List.of("id"))))
                    .close();
        } finally {
            logger.detachAppender(events);
            logger.setLevel(null);
        }
        String told = String.join(
                "\n",
                events.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
        assertTrue(told.contains("a start would create " + names), told);
    }

    @Test
    void aDryRunReadsVersionsAndCannotWrite() {
        PostgresSettings settings = database.settings(Layout.SIDECAR, AutoCreate.CREATE, Tables.ACCOUNT);
        try (PostgresTarget target = PostgresTarget.open(settings)) {
            TargetTable table = target.table("BANK.ACCOUNT").orElseThrow();
            Writes.write(target, Writes.upsert(table, 1, 1, "A", NULL));
        }
        try (PostgresTarget target = PostgresTarget.openReadOnly(settings)) {
            TargetTable table = target.table("BANK.ACCOUNT").orElseThrow();
            assertEquals(
                    List.of(Optional.of(Writes.version(1))), target.heldVersions(table, List.of(Writes.key(table, 1))));
            assertEquals(
                    List.of(new Failed(FailureKind.UNAVAILABLE, "25006", Scope.BATCH)),
                    Writes.write(target, Writes.upsert(table, 2, 1, "A", NULL)));
        }
    }

    @Test
    void aDryRunStillRefusesWhatNoStartWouldAccept() {
        assertThrows(
                ConfigurationException.class,
                () -> PostgresTarget.openReadOnly(
                        database.settings(Layout.SIDECAR, AutoCreate.REFUSE, Tables.ACCOUNT)));
    }
}
