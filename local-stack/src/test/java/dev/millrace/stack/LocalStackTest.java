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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalStackTest {
    private static final Set<ServerKind> KAFKA_AND_POSTGRES = Set.of(ServerKind.KAFKA, ServerKind.POSTGRES);

    @TempDir
    Path directory;

    @Test
    void two_stacks_live_side_by_side_while_the_usual_ports_are_taken() {
        List<ServerSocket> taken = take(5432, 9092, 9093);
        try (LocalStack first = LocalStack.start(directory.resolve("first"), KAFKA_AND_POSTGRES, StackListener.NONE);
                LocalStack second =
                        LocalStack.start(directory.resolve("second"), KAFKA_AND_POSTGRES, StackListener.NONE)) {
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
        LocalStack stack = LocalStack.start(directory, KAFKA_AND_POSTGRES, recorder(events));
        StackException e = assertThrows(
                StackException.class, () -> LocalStack.start(directory, KAFKA_AND_POSTGRES, StackListener.NONE));
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
        LocalStack.start(directory, KAFKA_AND_POSTGRES, StackListener.NONE).close();
    }

    @Test
    void when_one_server_fails_the_other_is_stopped_and_the_directory_is_free() throws IOException {
        Files.writeString(directory.resolve("kafka"), "in the way");
        StackException e = assertThrows(
                StackException.class, () -> LocalStack.start(directory, KAFKA_AND_POSTGRES, StackListener.NONE));
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
        Files.writeString(directory.resolve(StackFile.NAME), "{\"kafka\":null}");
        assertUnreadable();
        Files.writeString(directory.resolve(StackFile.NAME), "{}");
        assertUnreadable();
    }

    @Test
    void a_stack_has_the_servers_that_were_asked_for_and_says_which_it_has_not() {
        try (LocalStack stack = LocalStack.start(directory, Set.of(ServerKind.DYNAMODB), StackListener.NONE)) {
            StackFile file = StackFile.read(directory);
            assertEquals(Set.of(ServerKind.DYNAMODB), file.servers().keySet());
            assertEquals(stack.dynamodb().endpoint(), file.dynamodb().endpoint());
            assertEquals(stack.file(), file);
            assertEquals(
                    StackException.Code.NOT_RUNNING,
                    assertThrows(StackException.class, stack::kafka).code());
            StackException none = assertThrows(StackException.class, file::postgres);
            assertEquals("The stack has no PostgreSQL.", none.what());
        }
    }

    @Test
    void the_end_of_a_server_that_nobody_asked_for_is_told() throws Exception {
        try (LocalStack stack = LocalStack.start(directory, Set.of(ServerKind.POSTGRES), StackListener.NONE)) {
            CompletableFuture<StackException> ended = stack.firstEnd();
            assertFalse(ended.isDone());
            Signal.KILL.sendTo(ProcessHandle.of(stack.postgres().pid()).stream());
            StackException told = ended.get(30, TimeUnit.SECONDS);
            assertEquals(StackException.Code.SERVER_ENDED, told.code());
            assertTrue(told.what().startsWith("PostgreSQL has ended with code 137."), told.what());
            assertTrue(
                    told.fix()
                            .contains(directory.resolve("postgres/postgres.log").toString()),
                    told.fix());
        }
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
