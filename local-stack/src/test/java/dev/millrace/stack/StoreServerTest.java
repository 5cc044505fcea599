package dev.millrace.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tests rely on when they stop, kill, freeze and restore a store. */
abstract class StoreServerTest<S extends RestartableServer> {
    @TempDir
    Path directory;

    abstract S start(Path where, Storage storage, Ports ports);

    abstract int port(S server);

    /** Creates a table of ids. */
    abstract void createTable(S server) throws Exception;

    abstract void insert(S server, int id) throws Exception;

    /** The ids in the table; fails where the server takes more time than this for an answer. */
    abstract Set<Integer> ids(S server, Duration patience) throws Exception;

    final Set<Integer> ids(S server) throws Exception {
        return ids(server, Duration.ofSeconds(30));
    }

    @Test
    final void rows_survive_a_crash_a_freeze_and_a_stop_and_an_older_state_can_be_put_back() throws Exception {
        Path data = ServerJvm.data(directory);
        Path older = directory.resolveSibling(directory.getFileName() + "-older");
        try (S server = start(directory, Storage.DURABLE, Ports::free)) {
            int port = port(server);
            createTable(server);
            insert(server, 1);

            server.kill();
            assertFalse(server.isAlive());
            assertTrue(Processes.isGone(server.pid()));
            server.restart();
            assertEquals(port, port(server));
            assertEquals(Set.of(1), ids(server));

            server.suspend();
            // At once, however busy the machine is.
            assertEquals(List.of(), Processes.moving(server.pid()));
            assertThrows(Exception.class, () -> ids(server, Duration.ofSeconds(1)));
            server.resume();
            insert(server, 2);

            server.stop();
            assertTrue(Processes.isGone(server.pid()));
            copyTree(data, older);
            server.restart();
            assertEquals(Set.of(1, 2), ids(server));
            insert(server, 3);
            server.suspend();
            server.stop();
            assertTrue(Processes.isGone(server.pid()));
        }
        OwnFiles.deleteTree(data);
        copyTree(older, data);
        OwnFiles.deleteTree(older);
        try (S again = start(directory, Storage.DURABLE, Ports::free)) {
            assertEquals(Set.of(1, 2), ids(again));
        }
    }

    /** At first the one for clients, then the last of those that it has. */
    @Test
    final void a_port_that_is_lost_before_the_server_has_it_is_replaced() throws Exception {
        AtomicInteger choices = new AtomicInteger();
        try (ServerSocket thief = new ServerSocket(0, 1, Ports.loopback())) {
            Ports unlucky = count -> {
                List<Integer> ports = new ArrayList<>(Ports.free(count));
                switch (choices.getAndIncrement()) {
                    case 0 -> ports.set(0, thief.getLocalPort());
                    case 1 -> ports.set(count - 1, thief.getLocalPort());
                    default -> {}
                }
                return ports;
            };
            try (S server = start(directory, Storage.FLEETING, unlucky)) {
                assertEquals(3, choices.get());
                createTable(server);
                insert(server, 1);
                assertEquals(Set.of(1), ids(server));
            }
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            List<Path> parentsFirst = walk.sorted().toList();
            for (Path path : parentsFirst) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }
}
