package dev.millrace.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalStackTest {
    @TempDir
    Path directory;

    @Test
    void two_stacks_live_side_by_side_while_the_usual_ports_are_taken() {
        List<ServerSocket> taken = take(5432, 9092, 9093);
        try (LocalStack first = LocalStack.start(directory.resolve("first"), StackListener.NONE);
                LocalStack second = LocalStack.start(directory.resolve("second"), StackListener.NONE)) {
            StackFile one = StackFile.read(first.directory());
            StackFile two = StackFile.read(second.directory());
            assertEquals(first.file(), one);
            assertTrue(one.isLive());
            assertTrue(two.isLive());
            assertNotEquals(one.kafka().bootstrapServers(), two.kafka().bootstrapServers());
            assertNotEquals(one.postgres().jdbcUrl(), two.postgres().jdbcUrl());
            assertNotEquals(one.postgres().password(), two.postgres().password());
        } finally {
            taken.forEach(LocalStackTest::release);
        }
    }

    @Test
    void the_directory_belongs_to_one_live_stack_at_a_time() throws IOException {
        Queue<String> events = new ConcurrentLinkedQueue<>();
        LocalStack stack = LocalStack.start(directory, recorder(events));
        StackException e = assertThrows(StackException.class, () -> LocalStack.start(directory, StackListener.NONE));
        assertEquals(StackException.Code.DIRECTORY_IN_USE, e.code());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(StackFile.NAME))));
        assertFalse(
                StackFile.read(directory).toString().contains(stack.postgres().password()));

        stack.close();
        stack.close();
        assertFalse(Files.exists(directory.resolve(StackFile.NAME)));
        assertTrue(Processes.isGone(stack.kafka().pid()));
        assertTrue(Processes.isGone(stack.postgres().pid()));
        assertEquals(
                new TreeSet<>(List.of(
                        "starting Kafka",
                        "starting PostgreSQL",
                        "ready Kafka",
                        "ready PostgreSQL",
                        "stopping Kafka",
                        "stopping PostgreSQL")),
                new TreeSet<>(events));
        assertEquals(6, events.size());
        LocalStack.start(directory, StackListener.NONE).close();
    }

    @Test
    void when_one_server_fails_the_other_is_stopped_and_the_directory_is_free() throws IOException {
        Files.writeString(directory.resolve("kafka"), "in the way");
        StackException e = assertThrows(StackException.class, () -> LocalStack.start(directory, StackListener.NONE));
        assertEquals(StackException.Code.DIRECTORY_UNUSABLE, e.code());
        assertFalse(Files.exists(directory.resolve("postgres/postgres.pid")));
        assertFalse(Files.exists(directory.resolve(StackFile.NAME)));
        DirectoryLock.acquire(directory).close();
    }

    @Test
    void a_file_that_describes_no_stack_is_refused() throws IOException {
        assertUnreadable();
        Files.writeString(directory.resolve(StackFile.NAME), "{\"kafka\":{}}");
        assertUnreadable();
        Files.writeString(directory.resolve(StackFile.NAME), "null");
        assertUnreadable();
    }

    private void assertUnreadable() {
        StackException e = assertThrows(StackException.class, () -> StackFile.read(directory));
        assertEquals(StackException.Code.STACK_FILE_UNREADABLE, e.code());
    }

    private static StackListener recorder(Queue<String> events) {
        return new StackListener() {
            @Override
            public void starting(String server) {
                events.add("starting " + server);
            }

            @Override
            public void ready(String server, Duration took) {
                events.add("ready " + server);
            }

            @Override
            public void stopping(String server) {
                events.add("stopping " + server);
            }
        };
    }

    private static List<ServerSocket> take(int... ports) {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int port : ports) {
            try {
                sockets.add(new ServerSocket(port));
            } catch (IOException e) {
                // Then somebody else has taken it, which serves as well.
            }
        }
        return sockets;
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
