package dev.millrace.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A start that cannot reach its server says in one line what is in the way, and never the password. */
class ConnectionRefusalsTest {
    private static final TestDatabase DATABASE = TestDatabase.create();

    @Test
    void aWrongPasswordIsRefused() {
        Problem problem = refused(settings(DATABASE.url(), "postgres", "secret-and-wrong"));

        assertEquals(ProblemCode.TARGET_LOGIN_REFUSED, problem.code());
        assertTrue(problem.what().contains("refused the login of postgres (SQLSTATE 28P01)"), problem.what());
        assertTrue(problem.fix().contains("check user and password"), problem.fix());
        assertFalse(problem.toString().contains("secret"), problem.toString());
    }

    @Test
    void anUnknownRoleIsRefused() {
        assertEquals(
                ProblemCode.TARGET_LOGIN_REFUSED,
                refused(settings(DATABASE.url(), "nobody", "x")).code());
    }

    @Test
    void anUnknownDatabaseIsRefused() {
        String url = DATABASE.url().replace(DATABASE.name(), "nowhere");
        Problem problem = refused(
                settings(url, DATABASE.server().user(), DATABASE.server().password()));

        assertEquals(ProblemCode.TARGET_LOGIN_REFUSED, problem.code());
        assertTrue(problem.what().contains("has no database nowhere"), problem.what());
    }

    @Test
    void aPortThatNobodyListensOnIsUnreachable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Problem problem = unreachable("jdbc:postgresql://127.0.0.1:" + port + "/db?password=secret");

        assertEquals(ProblemCode.TARGET_UNREACHABLE, problem.code());
        assertTrue(problem.what().contains("127.0.0.1:" + port + " refuses connections"), problem.what());
        assertFalse(problem.toString().contains("secret"), problem.toString());
    }

    @Test
    void aServerThatAcceptsAndSaysNothingIsUnreachableInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Problem problem = assertTimeout(
                    Duration.ofSeconds(10),
                    () -> unreachable("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/db"));

            assertEquals(ProblemCode.TARGET_UNREACHABLE, problem.code());
            assertTrue(problem.what().contains("no answer from 127.0.0.1:"), problem.what());
            assertTrue(problem.what().contains("within 1 s"), problem.what());
        }
    }

    @Test
    void aServerThatTakesNoMoreConnectionsIsToldFromOneThatIsSilent() {
        DATABASE.execute("CREATE ROLE single LOGIN PASSWORD 'single' CONNECTION LIMIT 0");

        Problem problem = assertThrows(
                        UnreachableException.class,
                        () -> PostgresTarget.open(settings(DATABASE.url(), "single", "single")))
                .problem();

        assertTrue(problem.what().contains("takes no connection now (SQLSTATE 53300)"), problem.what());
    }

    @Test
    void aHostWithoutAnAddressIsUnreachable() {
        Problem problem = unreachable("jdbc:postgresql://no-such-host.invalid:5432/db");

        assertTrue(problem.what().contains("no-such-host.invalid:5432 does not resolve"), problem.what());
    }

    @Test
    void whatIsWrongOfflineIsReportedAtOnce() {
        PostgresSettings wrong = new PostgresSettings(
                "jdbc:mysql://secret@host/db",
                new Login.Password("u", "p"),
                Layout.SIDECAR,
                AutoCreate.REFUSE,
                0,
                List.of(
                        Tables.table("S.A", "account", List.of(), "a int", "a int"),
                        Tables.table("S.A", "account", List.of("k", "k"))),
                Duration.ZERO,
                Duration.ZERO,
                "test");

        List<Problem> problems = assertThrows(ConfigurationException.class, () -> PostgresTarget.open(wrong))
                .problems();

        assertEquals(
                List.of(
                        "target.url",
                        "target.connections",
                        "target.connect-timeout",
                        "target.statement-timeout",
                        "tables[0].target",
                        "tables[0].columns",
                        "tables[1].target",
                        "tables[1].key",
                        "tables[0].key",
                        "tables[1].source",
                        "tables[1].target"),
                problems.stream().map(Problem::path).toList());
        assertFalse(problems.toString().contains("secret"), problems.toString());
    }

    @Test
    void aReplicaIsRefusedForWritingOnly() {
        DATABASE.execute("ALTER DATABASE " + DATABASE.name() + " SET default_transaction_read_only = on");
        try {
            PostgresSettings settings = settings(
                    DATABASE.url(), DATABASE.server().user(), DATABASE.server().password());

            Problem problem = refused(settings);
            assertEquals(ProblemCode.TARGET_REFUSED, problem.code());
            assertTrue(problem.what().contains("is read only, expected the primary"), problem.what());
            PostgresTarget.openReadOnly(settings).close();
        } finally {
            DATABASE.execute(
                    "SET default_transaction_read_only = off",
                    "ALTER DATABASE " + DATABASE.name() + " RESET default_transaction_read_only");
        }
    }

    private static Problem refused(PostgresSettings settings) {
        List<Problem> problems = assertThrows(ConfigurationException.class, () -> PostgresTarget.open(settings))
                .problems();
        assertEquals(1, problems.size());
        return problems.get(0);
    }

    private static Problem unreachable(String url) {
        return assertThrows(UnreachableException.class, () -> PostgresTarget.open(settings(url, "u", "p")))
                .problem();
    }

    private static PostgresSettings settings(String url, String user, String password) {
        return new PostgresSettings(
                url,
                new Login.Password(user, password),
                Layout.SIDECAR,
                AutoCreate.CREATE,
                1,
                List.of(Tables.ACCOUNT),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                "test");
    }
}
