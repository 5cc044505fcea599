package dev.millrace.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BindAddressTest {
    /** Of this machine alone, as 127.0.0.1 is, and yet another: servers without passwords are not shown to a network by a test. */
    private static final BindAddress OTHER = new BindAddress("127.0.0.2");

    @TempDir
    Path directory;

    @Test
    void every_server_is_reached_at_the_address_that_was_chosen() throws Exception {
        assumeTrue(isOurs(OTHER.address()), "this system has 127.0.0.1 alone");
        Set<ServerKind> able = EnumSet.allOf(ServerKind.class);
        able.removeIf(kind -> kind.missing().isPresent());
        try (LocalStack stack = LocalStack.start(directory, able, Storage.FLEETING, OTHER, StackListener.NONE)) {
            StackFile file = StackFile.read(directory);
            assertEquals(stack.file(), file);
            assertTrue(file.kafka().bootstrapServers().startsWith("127.0.0.2:"), file::toString);
            try (Admin admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, file.kafka().bootstrapServers()))) {
                assertEquals(
                        "127.0.0.2",
                        admin.describeCluster()
                                .controller()
                                .get(30, TimeUnit.SECONDS)
                                .host());
            }
            assertEquals("127.0.0.2", show(stack.postgres(), "listen_addresses"));
            assertEquals("bind\n127.0.0.2", stack.redis().command("CONFIG", "GET", "bind"));
            assertReached(URI.create(file.dynamodb().endpoint()));
            if (able.contains(ServerKind.CASSANDRA)) {
                try (CqlSession session = CqlSession.builder()
                        .addContactPoint(new InetSocketAddress(
                                file.cassandra().host(), file.cassandra().port()))
                        .withLocalDatacenter(file.cassandra().datacenter())
                        .build()) {
                    assertEquals(
                            OTHER.address(),
                            session.execute("SELECT rpc_address FROM system.local")
                                    .all()
                                    .get(0)
                                    .getInetAddress(0));
                }
            }
        }
    }

    /** Those two ask everybody for a password. */
    @Test
    void clients_from_outside_need_the_password_and_may_do_everything_with_it() throws Exception {
        Optional<BindAddress> outside = outside();
        assumeTrue(outside.isPresent(), "this machine has no address but the loopback's");
        Path postgresFiles = directory.resolve("postgres");
        try (PostgresServer postgres = PostgresServer.start(postgresFiles, outside.get());
                RedisServer redis =
                        RedisServer.start(directory.resolve("redis"), Storage.FLEETING, Map.of(), outside.get())) {
            assertEquals(outside.get().host(), show(postgres, "listen_addresses"));
            SQLException refused = assertThrows(
                    SQLException.class,
                    () -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guessed")
                            .close());
            assertEquals("28P01", refused.getSQLState());
            assertEquals(outside.get().host(), redis.host());
            assertEquals("PONG", redis.command("PING"));
        }
        try (PostgresServer again = PostgresServer.start(postgresFiles)) {
            assertEquals("127.0.0.1", show(again, "listen_addresses"));
        }
    }

    @Test
    void an_address_of_another_machine_is_refused_with_the_way_to_find_ours() {
        // Kept free for documentation: nobody has it.
        StackException refused = assertThrows(
                StackException.class,
                () -> LocalStack.start(
                        directory,
                        Set.of(ServerKind.REDIS),
                        Storage.FLEETING,
                        new BindAddress("192.0.2.1"),
                        StackListener.NONE));
        assertEquals(StackException.Code.ADDRESS_UNUSABLE, refused.code());
        assertTrue(refused.fix().contains("ip -4 address"), refused::fix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.0.0.0", "localhost", "::1", "1.2.3", "1.2.3.256", "1.2.3.4.5", "1.2.3.4 "})
    void only_an_address_of_one_interface_is_one(String text) {
        assertEquals(Optional.empty(), BindAddress.parse(text));
    }

    @Test
    void the_default_is_seen_by_this_machine_alone() {
        assertTrue(BindAddress.LOOPBACK.isLoopback());
        assertFalse(BindAddress.parse("172.17.0.1").orElseThrow().isLoopback());
    }

    private static boolean isOurs(InetAddress address) {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<BindAddress> outside() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .filter(BindAddressTest::isOurs)
                .map(address -> new BindAddress(address.getHostAddress()))
                .findFirst();
    }

    private static void assertReached(URI endpoint) throws IOException {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            assertEquals(OTHER.address(), socket.getInetAddress());
        }
    }

    private static String show(PostgresServer postgres, String setting) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW " + setting)) {
            assertTrue(rows.next());
            return String.valueOf(rows.getString(1));
        }
    }
}
