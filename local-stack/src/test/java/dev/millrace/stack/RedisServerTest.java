package dev.millrace.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
final class RedisServerTest extends StoreServerTest<RedisServer> {

    @Override
    RedisServer start(Path where, Storage storage, Ports ports) {
        return RedisServer.start(where, storage, Map.of(), BindAddress.LOOPBACK, ports);
    }

    @Override
    int port(RedisServer server) {
        return server.port();
    }

    @Override
    void createTable(RedisServer server) {}

    @Override
    void insert(RedisServer server, int id) {
        server.command("SADD", "things", Integer.toString(id));
    }

    @Override
    Set<Integer> ids(RedisServer server, Duration patience) throws IOException {
        Set<Integer> ids = new TreeSet<>();
        try (RedisConnection connection = server.connect(patience)) {
            for (RedisReply item : connection.call("SMEMBERS", "things").items()) {
                ids.add(Integer.valueOf(item.text()));
            }
        }
        return ids;
    }

    @Test
    void only_who_has_the_password_is_let_in_and_it_stands_on_no_command_line() throws Exception {
        String password;
        try (RedisServer server = RedisServer.start(directory, Storage.FLEETING)) {
            assertThrows(
                    IOException.class,
                    () -> RedisConnection.open(BindAddress.LOOPBACK, server.port(), "guess", Duration.ofSeconds(10))
                            .close());
            String command = ProcessHandle.of(server.pid())
                    .flatMap(process -> process.info().commandLine())
                    .orElseThrow();
            assertFalse(command.contains(server.password()), command);
            assertFalse(server.describe().toString().contains(server.password()));
            for (String file : Set.of("redis.conf", "password")) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))));
            }
            password = server.password();
        }
        try (RedisServer again = RedisServer.start(directory, Storage.FLEETING)) {
            assertEquals(password, again.password());
        }
    }

    @Test
    void settings_win_over_the_usual_ones_but_not_over_those_of_the_stack() {
        try (RedisServer server = RedisServer.start(
                directory, Storage.FLEETING, Map.of("maxmemory", "4mb", "Maxmemory-Policy", "allkeys-lru"))) {
            assertEquals("maxmemory\n4194304", server.command("CONFIG", "GET", "maxmemory"));
            assertEquals("maxmemory-policy\nallkeys-lru", server.command("CONFIG", "GET", "maxmemory-policy"));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> RedisServer.start(directory, Storage.FLEETING, Map.of("Port", "6379")));
    }

    @Test
    void durable_storage_waits_for_the_disk_and_fleeting_storage_writes_nothing() throws Exception {
        try (RedisServer durable = RedisServer.start(directory.resolve("durable"));
                RedisServer fleeting = RedisServer.start(directory.resolve("fleeting"), Storage.FLEETING)) {
            assertEquals("appendonly\nyes", durable.command("CONFIG", "GET", "appendonly"));
            assertEquals("appendfsync\nalways", durable.command("CONFIG", "GET", "appendfsync"));
            assertEquals("maxmemory-policy\nnoeviction", durable.command("CONFIG", "GET", "maxmemory-policy"));
            insert(fleeting, 1);
            fleeting.save(directory.resolve("saved.rdb"));
            fleeting.restart();
            assertEquals(Set.of(), ids(fleeting));
            assertEquals("0", fleeting.command("DBSIZE"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_saved_state_is_served_again_and_nothing_else(Storage storage) throws Exception {
        Path saved = directory.resolve("elsewhere/saved.rdb");
        try (RedisServer server = RedisServer.start(directory.resolve("server"), storage)) {
            int port = server.port();
            insert(server, 1);
            server.command("FUNCTION", "LOAD", "#!lua name=l\nredis.register_function('f', function() return 'ü' end)");
            server.save(saved);
            insert(server, 2);
            server.command("SET", "later", "1");

            server.restore(saved);
            assertEquals(port, server.port());
            assertEquals(Set.of(1), ids(server));
            assertEquals("", server.command("GET", "later"));
            assertEquals("ü", server.command("FCALL", "f", "0"));

            insert(server, 3);
            server.kill();
            server.restart();
            assertEquals(storage == Storage.DURABLE ? Set.of(1, 3) : Set.of(), ids(server));

            StackException e =
                    assertThrows(StackException.class, () -> server.restore(directory.resolve("missing.rdb")));
            assertEquals(StackException.Code.DIRECTORY_UNUSABLE, e.code());
            assertTrue(server.isAlive());
        }
    }

    @Test
    void a_replica_that_was_cut_off_is_promoted_without_the_last_writes() throws Exception {
        try (RedisServer primary = RedisServer.start(directory.resolve("primary"), Storage.FLEETING);
                RedisServer replica = RedisServer.start(directory.resolve("replica"), Storage.FLEETING)) {
            insert(primary, 1);
            replica.replicaOf(primary);
            assertEquals(Set.of(1), ids(replica));

            replica.cut();
            insert(primary, 2);
            assertEquals(Set.of(1), ids(replica));
            replica.join();
            replica.awaitCaughtUp(primary);
            assertEquals(Set.of(1, 2), ids(replica));

            replica.restart();
            replica.awaitCaughtUp(primary);
            assertEquals(Set.of(1, 2), ids(replica));

            replica.cut();
            insert(primary, 3);
            primary.kill();
            replica.promote();
            insert(replica, 4);
            assertEquals(Set.of(1, 2, 4), ids(replica));

            primary.restart();
            primary.replicaOf(replica);
            assertEquals(Set.of(1, 2, 4), ids(primary));
        }
    }

    @Test
    void what_goes_wrong_with_a_command_is_told() {
        try (RedisServer server = RedisServer.start(directory, Storage.FLEETING)) {
            StackException refused = assertThrows(StackException.class, () -> server.command("NONSENSE"));
            assertEquals(StackException.Code.REFUSED, refused.code());
            assertTrue(refused.what().contains("unknown command"), refused.what());
            server.kill();
            StackException dead = assertThrows(StackException.class, () -> server.command("PING"));
            assertEquals(StackException.Code.NOT_RUNNING, dead.code());
        }
    }
}
