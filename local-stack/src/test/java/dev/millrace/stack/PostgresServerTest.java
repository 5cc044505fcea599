package dev.millrace.stack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class PostgresServerTest {
    @TempDir
    Path directory;

    @Test
    void what_is_acknowledged_is_on_the_disk() throws SQLException {
        try (PostgresServer postgres = PostgresServer.start(directory)) {
            assertEquals("on", query(postgres, "SHOW fsync"));
            assertEquals("on", query(postgres, "SHOW synchronous_commit"));
            assertEquals("on", query(postgres, "SHOW full_page_writes"));
            assertEquals("UTF8", query(postgres, "SHOW server_encoding"));
            assertEquals("127.0.0.1", query(postgres, "SHOW listen_addresses"));
            assertEquals("", query(postgres, "SHOW unix_socket_directories"));
            String version = System.getProperty("postgresql-server.version", "");
            assertTrue(version.startsWith(query(postgres, "SHOW server_version") + "."), version);
            assertEquals(PostgresBinaries.VERSION, version);
        }
    }

    @Test
    void a_start_waits_for_the_last_process_of_a_life_that_crashed() throws Exception {
        try (PostgresServer postgres = PostgresServer.start(directory)) {
            ProcessHandle postmaster = ProcessHandle.of(postgres.pid()).orElseThrow();
            ProcessHandle left = postmaster.children().findFirst().orElseThrow();
            Signal.STOP.sendTo(Stream.of(left));
            postmaster.destroyForcibly();
            postmaster.onExit().join();
            Path log = directory.resolve("postgres.log");
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
                await().until(() -> Files.readString(log).contains("pre-existing shared memory block"));
                left.destroyForcibly();
            });
            postgres.restart();
            end.join();
            assertEquals("1", query(postgres, "SELECT 1"));
        }
    }

    @Test
    void rows_survive_a_stop_and_a_crash_at_the_same_address() throws SQLException {
        try (PostgresServer postgres = PostgresServer.start(directory)) {
            execute(postgres, "CREATE TABLE account (id int)");
            String url = postgres.jdbcUrl();
            List<Long> family = Processes.family(postgres.pid());
            assertTrue(family.size() > 3, family::toString);

            postgres.kill();
            assertFalse(postgres.isAlive());
            family.forEach(pid -> assertTrue(Processes.isGone(pid)));
            postgres.restart();
            assertFalse(family.contains(postgres.pid()));
            execute(postgres, "INSERT INTO account VALUES (42)");

            postgres.restart();
            assertEquals("42", query(postgres, "SELECT id FROM account"));
            assertEquals(url, postgres.jdbcUrl());

            postgres.stop();
            postgres.stop();
            assertTrue(Processes.isGone(postgres.pid()));
        }
        try (PostgresServer again = PostgresServer.start(directory)) {
            assertEquals("42", query(again, "SELECT id FROM account"));
        }
    }

    @Test
    void a_frozen_server_answers_nothing_until_it_is_thawed() throws SQLException {
        try (PostgresServer postgres = PostgresServer.start(directory);
                Connection connection = connect(postgres, 1)) {
            postgres.suspend();
            assertThrows(SQLException.class, () -> connection.createStatement().execute("SELECT 1"));
            postgres.resume();
            assertEquals("1", query(postgres, "SELECT 1"));
            postgres.suspend();
            postgres.stop();
            assertTrue(Processes.isGone(postgres.pid()));
        }
    }

    @Test
    void a_port_that_is_lost_before_the_server_has_it_is_replaced() throws Exception {
        AtomicInteger choices = new AtomicInteger();
        try (ServerSocket thief = new ServerSocket(0, 1, Ports.loopback())) {
            Ports unlucky = count -> choices.getAndIncrement() == 0 ? List.of(thief.getLocalPort()) : Ports.free(count);
            try (PostgresServer postgres = PostgresServer.start(directory, BindAddress.LOOPBACK, unlucky)) {
                assertEquals(2, choices.get());
                assertNotEquals(thief.getLocalPort(), postgres.port());
            }
        }
    }

    @Test
    void root_runs_it_as_another_user_where_there_are_no_namespaces() throws Exception {
        assumeTrue(new UnixSystem().getUid() == 0, "only root needs another user");
        StackException refused = assertThrows(
                StackException.class,
                () -> PostgresDirectory.prepare(directory.resolve("closed"), PostgresServerTest::unprivileged));
        assertEquals(StackException.Code.ROOT_REFUSED, refused.code());

        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        PostgresDirectory prepared =
                PostgresDirectory.prepare(directory.resolve("open"), PostgresServerTest::unprivileged);
        try (PostgresServer postgres = PostgresServer.start(prepared, BindAddress.LOOPBACK, Ports::free)) {
            assertEquals("1", query(postgres, "SELECT 1"));
            assertEquals(65534, Files.getAttribute(Path.of("/proc/" + postgres.pid()), "unix:uid"));
        }
    }

    private static ServerAccount unprivileged(Path path) {
        return ServerAccount.choose(path, List.of(ServerAccount.UNPRIVILEGED));
    }

    private static Connection connect(PostgresServer postgres, int timeoutSeconds) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", postgres.user());
        properties.setProperty("password", postgres.password());
        properties.setProperty("socketTimeout", Integer.toString(timeoutSeconds));
        return DriverManager.getConnection(postgres.jdbcUrl(), properties);
    }

    private static void execute(PostgresServer postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres, 30);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres, 30);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return String.valueOf(rows.getString(1));
        }
    }
}
