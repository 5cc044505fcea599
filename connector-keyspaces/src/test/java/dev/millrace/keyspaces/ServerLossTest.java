package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.millrace.core.target.Continuity;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.KeyedProgress;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.keyspaces.KeyspacesSettings.TableSettings;
import dev.millrace.stack.CassandraServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server that stands still, is killed, or is set back: nothing is lost, nothing is poison, and nothing has to be started again. */
@Execution(ExecutionMode.CONCURRENT)
class ServerLossTest {
    private static final TableSettings T = Tables.settings("t", List.of("id"), "id bigint", "v text");
    private static final ProgressKey KEY = new ProgressKey("a-group", "a-cluster", "a-topic", "an-id", 0);

    @Test
    void aServerThatIsGoneForAWhileTakesUpWhereItWas(@TempDir Path directory) {
        try (CassandraServer server = TestCassandra.startOwn(directory);
                KeyspacesTarget target = KeyspacesTarget.open(Settings.of(List.of(T))
                        .at(server.host(), server.port())
                        .keyspace("bank")
                        .requestTimeout(Duration.ofSeconds(2))
                        .build())) {
            TargetTable table = target.table("S.T").orElseThrow();
            ProgressStore progress = target.progress();
            progress.load(List.of(KEY));
            progress.raise(List.of(new ProgressMark(KEY, OptionalLong.empty(), 5)));

            server.suspend();
            assertEquals(
                    new Outcome.Failed(FailureKind.TRANSIENT, "DRIVER_TIMEOUT", Outcome.Scope.ROW),
                    Writes.writeOne(target, Writes.upsert(table, 1, 1, "suspended")));
            server.resume();
            // It may have been written when the server woke up; then it was we who wrote it.
            awaitApplied(target, Writes.upsert(table, 1, 1, "suspended"));

            server.kill();
            Outcome.Failed gone = (Outcome.Failed) Writes.writeOne(target, Writes.upsert(table, 2, 1, "killed"));
            assertEquals(FailureKind.UNAVAILABLE, gone.kind());
            assertTrue(List.of("CONNECTION_LOST", "NO_NODE_AVAILABLE").contains(gone.code()), gone::toString);
            server.restart();
            awaitApplied(target, Writes.upsert(table, 2, 1, "killed"));
            assertEquals(Outcome.STALE, Writes.writeOne(target, Writes.upsert(table, 1, 1, "late")));
            assertThrows(TargetException.class, () -> progress.load(List.of(KEY)));
            assertEquals(List.of(OptionalLong.of(5)), progress.load(List.of(KEY)));
        }
    }

    /**
     * The copy's progress is what the connector expects, and rows that came after it are gone: only that the server was away tells. No
     * statement is under way while it is.
     */
    @Test
    void aServerThatWasSetBackBetweenTwoStatementsEndsTheProgressSession(@TempDir Path directory) throws IOException {
        try (CassandraServer server = TestCassandra.startOwn(directory)) {
            KeyspacesSettings settings =
                    Settings.of(List.of(T)).at(server.host(), server.port()).build();
            Continuity continuity = new Continuity();
            KeyspacesTarget.open(settings).close();
            try (CqlSession session = Sessions.open(settings, continuity)) {
                ProgressStore progress = new KeyedProgress(
                        new KeyspacesProgress(session, settings, new Questions(8, continuity)), continuity);
                progress.load(List.of(KEY));
                progress.raise(List.of(new ProgressMark(KEY, OptionalLong.empty(), 5)));
                server.suspend();
                copyTree(directory.resolve("data"), directory.resolve("older"));
                server.resume();
                session.execute("INSERT INTO bank.t (id, v) VALUES (1, 'later') IF NOT EXISTS");

                server.kill();
                Files.move(directory.resolve("data"), directory.resolve("newer"));
                Files.move(directory.resolve("older"), directory.resolve("data"));
                server.restart();
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> isConnected(session));
                ProgressMark mark = new ProgressMark(KEY, OptionalLong.of(5), 9);
                assertEquals(
                        "NO_SESSION",
                        assertThrows(TargetException.class, () -> progress.raise(List.of(mark)))
                                .code());
                assertEquals(List.of(OptionalLong.of(5)), progress.load(List.of(KEY)));
                assertEquals(List.of(), session.execute("SELECT id FROM bank.t").all());
                assertEquals(List.of(OptionalLong.of(9)), progress.raise(List.of(mark)));
            }
        }
    }

    /** With all that it had: one connection for itself, two for statements. */
    private static boolean isConnected(CqlSession session) {
        return session.getMetadata().getNodes().values().stream().anyMatch(node -> node.getOpenConnections() == 3);
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static void awaitApplied(KeyspacesTarget target, RowWrite write) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Writes.writeOne(target, write), Outcome.APPLIED::equals);
    }
}
