package dev.millrace.keyspaces;

import static dev.millrace.core.config.ProblemCode.COLUMN_MISSING;
import static dev.millrace.core.config.ProblemCode.COLUMN_TYPE_DIFFERS;
import static dev.millrace.core.config.ProblemCode.CONFIG_VALUE_INVALID;
import static dev.millrace.core.config.ProblemCode.CONSTRAINT_UNSUITABLE;
import static dev.millrace.core.config.ProblemCode.KEY_DIFFERS;
import static dev.millrace.core.config.ProblemCode.TABLE_MISSING;
import static dev.millrace.core.config.ProblemCode.VERSION_WIDTH_DIFFERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.datastax.oss.driver.api.core.metadata.schema.RelationMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.ViewMetadata;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.keyspaces.KeyspacesSettings.AutoCreate;
import dev.millrace.keyspaces.KeyspacesSettings.TableSettings;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start refuses, and what it creates, against a Cassandra. */
class StartChecksTest {
    private static final TableSettings ACCOUNT =
            Tables.settings("account", List.of("branch", "id"), "branch text", "id bigint", "name text");
    private static final String VERSION = ", millrace_version blob, millrace_deleted boolean";

    private final TestCassandra cassandra = TestCassandra.create();

    private List<Problem> problems(TableSettings... tables) {
        KeyspacesSettings settings =
                cassandra.settings(tables).autoCreate(AutoCreate.REFUSE).build();
        return assertThrows(ConfigurationException.class, () -> KeyspacesTarget.open(settings))
                .problems();
    }

    private void expect(List<Problem> problems, ProblemCode code, String path, String what, String fix) {
        String full = path.startsWith("target.") ? path : cassandra.keyspace() + "." + path;
        assertTrue(
                problems.stream()
                        .anyMatch(problem -> problem.code() == code
                                && problem.path().equals(full)
                                && problem.what().contains(what)
                                && problem.fix().contains(fix)),
                () -> "no " + code + " at " + full + " in\n" + problems);
    }

    @Test
    void allMissingTablesAreToldWithTheirDefinitions() {
        List<Problem> problems = problems(ACCOUNT);
        expect(problems, TABLE_MISSING, "account", "found none", "PRIMARY KEY ((branch, id))");
        expect(
                problems,
                TABLE_MISSING,
                "millrace_progress",
                "found none",
                "PRIMARY KEY ((group_id, cluster_id, topic," + " kafka_partition), topic_id))");
        assertEquals(2, problems.size());
    }

    /** Every refusal comes with the CQL that mends it, and that CQL is right. */
    @Test
    void theDefinitionsThatAreToldMakeAStart() {
        for (Problem problem : problems(ACCOUNT)) {
            String cql = problem.toString().replaceFirst(".* run: ", "");
            assertTrue(cql.endsWith(";"), cql);
            cassandra.execute(cql);
        }
        KeyspacesTarget.open(cassandra
                        .settings(ACCOUNT)
                        .autoCreate(AutoCreate.REFUSE)
                        .build())
                .close();
    }

    @Test
    void aMissingKeyspaceIsToldOrCreated() {
        KeyspacesSettings refusing = cassandra
                .settings(ACCOUNT)
                .keyspace("nowhere_yet")
                .autoCreate(AutoCreate.REFUSE)
                .build();
        List<Problem> problems = assertThrows(ConfigurationException.class, () -> KeyspacesTarget.open(refusing))
                .problems();
        expect(problems, TABLE_MISSING, "target.keyspace", "nowhere_yet", "CREATE KEYSPACE IF NOT EXISTS nowhere_yet");
        KeyspacesTarget.open(cassandra.settings(ACCOUNT).keyspace("nowhere_yet").build())
                .close();
        KeyspacesTarget.open(refusing).close();
    }

    @Test
    void everyProblemOfEveryTableIsToldAtOnce() {
        cassandra.execute(
                "CREATE TABLE KS.account (branch text, id int, extra text, PRIMARY KEY ((branch, id)))",
                "CREATE TABLE KS.other (id text PRIMARY KEY, v text" + VERSION + ") WITH default_time_to_live = 60");
        List<Problem> problems = problems(ACCOUNT, Tables.settings("other", List.of("nr"), "nr text", "v text"));

        expect(problems, COLUMN_TYPE_DIFFERS, "account.id", "expected bigint, found int", "configure a type");
        expect(problems, COLUMN_MISSING, "account.name", "expected a column text", "ADD name text");
        expect(
                problems,
                COLUMN_MISSING,
                "account.millrace_version",
                "expected a column blob",
                "ADD millrace_version blob");
        expect(
                problems,
                COLUMN_MISSING,
                "account.millrace_deleted",
                "expected a column boolean",
                "ADD millrace_deleted");
        expect(problems, COLUMN_MISSING, "account.extra", "found text that no source column fills", "or drop it");
        expect(problems, KEY_DIFFERS, "other", "expected a primary key of nr, found id", "CREATE TABLE");
        expect(problems, CONSTRAINT_UNSUITABLE, "other", "time to live of 60 s", "default_time_to_live = 0");
        expect(problems, TABLE_MISSING, "millrace_progress", "found none", "CREATE TABLE");
    }

    @Test
    void aStaticColumnIsRefused() {
        cassandra.execute("CREATE TABLE KS.account (branch text, id bigint, name text static" + VERSION
                + ", PRIMARY KEY (branch, id))");
        expect(problems(ACCOUNT), CONSTRAINT_UNSUITABLE, "account.name", "found a static one", "without STATIC");
    }

    /** A Cassandra makes none of them as it is installed. */
    @Test
    void whatIsNoPlainTableIsRefused() {
        for (RelationMetadata found : List.of(
                relation(ViewMetadata.class, ""),
                relation(TableMetadata.class, "isVirtual"),
                relation(TableMetadata.class, "isCompactStorage"))) {
            List<Problem> problems =
                    new TableChecks(Tables.mapped("t", List.of("id"), "id text").definition(), found).check();
            assertEquals(
                    List.of(ProblemCode.TARGET_REFUSED),
                    problems.stream().map(Problem::code).toList());
        }
    }

    private static RelationMetadata relation(Class<? extends RelationMetadata> type, String yes) {
        return (RelationMetadata) Proxy.newProxyInstance(
                StartChecksTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getReturnType() != boolean.class) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return method.getName().equals(yes);
                });
    }

    @Test
    void anyPartitionKeyOfTheRightColumnsIsTakenUnlessAnotherIsConfigured() {
        cassandra.execute(
                "CREATE TABLE KS.account (branch text, id bigint, name text" + VERSION + ", PRIMARY KEY (id, branch))");
        try (KeyspacesTarget target =
                KeyspacesTarget.open(cassandra.settings(ACCOUNT).build())) {
            TargetTable table = target.table("S.ACCOUNT").orElseThrow();
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(table, 1, "b", 1, "n")));
            // The branch is the clustering column there, whatever the configured key's order.
            assertEquals(
                    List.of(new Outcome.Failed(FailureKind.POISON, "CLUSTERING_KEY_TOO_LARGE", Outcome.Scope.ROW)),
                    Writes.write(target, Writes.upsert(table, 1, "b".repeat(851), 1, "n")));
        }
        expect(
                problems(new TableSettings(ACCOUNT.defined(), List.of("branch"))),
                KEY_DIFFERS,
                "account",
                "expected the partition key branch, found id",
                "correct partition-key");
    }

    @ParameterizedTest
    @CsvSource({"0x000000000000000000000000000000, 15", "0xff, 1"})
    void versionsOfAnotherWidthAreRefused(String version, int bytes) {
        KeyspacesTarget.open(cassandra.settings(ACCOUNT).build()).close();
        cassandra.execute("INSERT INTO KS.account (branch, id, millrace_version) VALUES ('b', 1, " + version + ")");
        expect(
                problems(ACCOUNT),
                VERSION_WIDTH_DIFFERS,
                "account.millrace_version",
                "expected versions of 21 bytes, found one of " + bytes,
                "empty table");
    }

    @Test
    void aDatacenterWithoutNodesIsToldWithThoseThatHaveSome() {
        KeyspacesSettings settings =
                cassandra.settings(ACCOUNT).datacenter("elsewhere").build();
        Problem problem = assertThrows(ConfigurationException.class, () -> KeyspacesTarget.open(settings))
                .problems()
                .get(0);
        assertEquals(CONFIG_VALUE_INVALID, problem.code());
        assertEquals("target.local-datacenter", problem.path());
        assertTrue(problem.what().contains("are in datacenter1"), problem::what);
    }

    @Test
    void aPortThatNobodyListensOnIsUnreachable() {
        KeyspacesSettings settings =
                cassandra.settings(ACCOUNT).at("127.0.0.1", 1).build();
        Problem problem = assertThrows(UnreachableException.class, () -> KeyspacesTarget.open(settings))
                .problem();
        assertEquals("target.contact-points", problem.path());
        assertTrue(problem.what().contains("127.0.0.1:1"), problem::what);
        KeyspacesSettings nowhere =
                cassandra.settings(ACCOUNT).at("no-such-host.invalid", 1).build();
        assertTrue(assertThrows(UnreachableException.class, () -> KeyspacesTarget.open(nowhere))
                .problem()
                .what()
                .contains("does not resolve"));
    }

    @Test
    void aPortWithoutEncryptionIsToldApartFromAWrongCertificate() {
        KeyspacesSettings settings = cassandra.settings(ACCOUNT).encrypted().build();
        Problem plain = assertThrows(ConfigurationException.class, () -> KeyspacesTarget.open(settings))
                .problems()
                .get(0);
        assertEquals("target.tls", plain.path());
        assertTrue(plain.what().endsWith(" speaks no TLS on that port"), plain::toString);
        assertTrue(plain.fix().startsWith("target.tls: false"), plain::toString);
        RuntimeException untrusted =
                new OpenFailure(settings).ofConnecting(new SSLHandshakeException("PKIX path building failed"));
        assertTrue(untrusted.toString().contains("its certificate is not trusted"), untrusted::toString);
    }

    @Test
    void startersAtOnceAllGetTheirTables() throws Exception {
        KeyspacesSettings settings = cassandra
                .settings(ACCOUNT)
                .keyspace(cassandra.keyspace() + "_once")
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<List<Outcome>>> starts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int version = i + 1;
                starts.add(threads.submit(() -> {
                    try (KeyspacesTarget target = KeyspacesTarget.open(settings)) {
                        TargetTable table = target.table("S.ACCOUNT").orElseThrow();
                        return Writes.write(target, Writes.upsert(table, version, "b", version, "n"));
                    }
                }));
            }
            for (Future<List<Outcome>> start : starts) {
                assertEquals(List.of(Outcome.APPLIED), start.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aDryRunCreatesNothingAndWritesNothing() {
        KeyspacesSettings settings = cassandra.settings(ACCOUNT).build();
        try (KeyspacesTarget dry = KeyspacesTarget.openReadOnly(settings)) {
            TargetTable table = dry.table("S.ACCOUNT").orElseThrow();
            assertEquals(List.of(Optional.empty()), dry.heldVersions(table, List.of(Writes.key(table, "b", 1))));
            assertEquals(
                    List.of(new Outcome.Failed(FailureKind.UNAVAILABLE, "READ_ONLY", Outcome.Scope.BATCH)),
                    Writes.write(dry, Writes.upsert(table, 1, "b", 1, "n")));
        }
        assertEquals(
                List.of(), cassandra.query("SELECT table_name FROM system_schema.tables WHERE keyspace_name = 'KS'"));
        try (KeyspacesTarget target = KeyspacesTarget.open(settings)) {
            TargetTable table = target.table("S.ACCOUNT").orElseThrow();
            Writes.write(target, Writes.upsert(table, 7, "b", 1, "n"));
        }
        try (KeyspacesTarget dry = KeyspacesTarget.openReadOnly(settings)) {
            TargetTable table = dry.table("S.ACCOUNT").orElseThrow();
            assertEquals(
                    List.of(Optional.of(Writes.version(7))),
                    dry.heldVersions(table, List.of(Writes.key(table, "b", 1))));
        }
    }
}
