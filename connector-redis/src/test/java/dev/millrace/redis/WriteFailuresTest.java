package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Outcome.Scope;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.stack.RedisServer;
import dev.millrace.stack.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server refuses, and what is done about it. */
class WriteFailuresTest {
    @TempDir
    Path directory;

    private RedisServer start(String name, Map<String, String> settings) {
        return RedisServer.start(directory.resolve(name), Storage.FLEETING, settings);
    }

    private RedisServer start() {
        return start("one", Map.of());
    }

    private static double meter(Target target, String name) {
        return target.meters().stream()
                .filter(meter -> meter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value()
                .getAsDouble();
    }

    @Test
    void aKeyOfAnotherTypeIsPoisonAndDisturbsNobodyElse() {
        try (RedisServer server = start();
                Target target = TestSettings.at(server, Writes.SETTINGS).open()) {
            server.command("RPUSH", "account:b:3", "of somebody else");
            List<Outcome> outcomes = Writes.write(target, Writes.upserts(1, 6));
            for (int i = 0; i < outcomes.size(); i++) {
                Outcome expected =
                        i == 3 ? new Outcome.Failed(FailureKind.POISON, "WRONGTYPE", Scope.ROW) : Outcome.APPLIED;
                assertEquals(expected, outcomes.get(i), "row " + i);
            }
            assertEquals("list", server.command("TYPE", "account:b:3"));
        }
    }

    @Test
    void proceduresThatWereForgottenAreLoadedInTheSameCall() {
        try (RedisServer server = start();
                Target target = TestSettings.at(server, Writes.SETTINGS).open()) {
            assertEquals(0, meter(target, "library_loads"));
            server.command("FUNCTION", "FLUSH");
            assertEquals(Collections.nCopies(6, Outcome.APPLIED), Writes.write(target, Writes.upserts(1, 6)));
            assertEquals(Collections.nCopies(6, Outcome.STALE), Writes.write(target, Writes.upserts(1, 6)));
            assertEquals(1, meter(target, "library_loads"));
        }
    }

    /** A user who may not load functions has scripts. */
    @Test
    void scriptsTakeThePlaceOfFunctionsThatAreRefused() {
        try (RedisServer server = start()) {
            server.command("ACL", "SETUSER", "millrace", "on", ">secret", "~*", "+@all", "-function");
            try (Target target = TestSettings.at(server, Writes.SETTINGS)
                    .login(new RedisSettings.Login.Password(Optional.of("millrace"), "secret"))
                    .open()) {
                assertEquals(Collections.nCopies(6, Outcome.APPLIED), Writes.write(target, Writes.upserts(1, 6)));
                server.command("SCRIPT", "FLUSH");
                assertEquals(Collections.nCopies(6, Outcome.STALE), Writes.write(target, Writes.upserts(1, 6)));
                assertEquals(1, meter(target, "library_loads"));
            }
        }
    }

    @Test
    void aFullMemoryIsAnOutage() {
        try (RedisServer server = start();
                Target target = TestSettings.at(server, Writes.SETTINGS).open()) {
            server.command("CONFIG", "SET", "maxmemory", "1");
            assertEquals(
                    List.of(new Outcome.Failed(FailureKind.UNAVAILABLE, "OOM", Scope.BATCH)),
                    Writes.write(target, Writes.upsert(1, 1, "n")));
            server.command("CONFIG", "SET", "maxmemory", "0");
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
        }
    }

    @Test
    void aPrimaryThatBecameAReplicaIsFoundOutByItsAnswers() throws Exception {
        try (RedisServer server = start();
                RedisServer other = start("two", Map.of());
                RedisTarget target = TestSettings.at(server, Writes.SETTINGS).open()) {
            Generation former = target.topology().current();
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
            server.replicaOf(other);
            assertEquals(
                    List.of(new Outcome.Failed(FailureKind.UNAVAILABLE, "READONLY", Scope.BATCH)),
                    Writes.write(target, Writes.upsert(1, 1, "n")));
            assertTrue(former.isOver());
            assertEquals("NOT_PRIMARY", Writes.code(Writes.write(target, Writes.upsert(1, 1, "n"))));
            server.promote();
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
        }
    }

    @Test
    void aRightThatWasTakenAwayIsFatal() {
        try (RedisServer server = start();
                Target target = TestSettings.at(server, Writes.SETTINGS).open()) {
            server.command("ACL", "SETUSER", "default", "-fcall");
            assertEquals(
                    List.of(new Outcome.Failed(FailureKind.FATAL, "NOPERM", Scope.BATCH)),
                    Writes.write(target, Writes.upsert(1, 1, "n")));
        }
    }

    @Test
    void aWriteCountsOnceAReplicaHasIt() {
        try (RedisServer primary = start();
                RedisServer replica = start("two", Map.of())) {
            replica.replicaOf(primary);
            try (Target target = TestSettings.at(primary, Writes.SETTINGS)
                    .minReplicas(1, Duration.ofMillis(300))
                    .open()) {
                assertEquals(Collections.nCopies(6, Outcome.APPLIED), Writes.write(target, Writes.upserts(1, 6)));
                assertEquals("6", count(replica));
                replica.suspend();
                Outcome behind = new Outcome.Failed(FailureKind.UNAVAILABLE, "REPLICAS_BEHIND", Scope.BATCH);
                assertEquals(List.of(behind), Writes.write(target, Writes.upsert(2, 1, "n")));
                // Stale by now, and still nowhere but here: whoever hears that it is done goes on.
                assertEquals(List.of(behind), Writes.write(target, Writes.upsert(2, 1, "n")));
                assertEquals(2, meter(target, "replica_waits_missed"));
                replica.resume();
                replica.awaitCaughtUp(primary);
                assertEquals(List.of(Outcome.STALE), Writes.write(target, Writes.upsert(2, 1, "n")));
            }
        }
    }

    private static String count(RedisServer server) {
        return Long.toString(server.command("KEYS", "account:*").lines().count());
    }

    @Test
    void aPoisonRowIsPoisonWhereReplicasAreBehindToo() {
        try (RedisServer server = start();
                Target target = TestSettings.at(server, Writes.SETTINGS)
                        .minReplicas(1, Duration.ofMillis(50))
                        .open()) {
            server.command("RPUSH", "account:b:0", "of somebody else");
            List<Outcome> outcomes = Writes.write(target, Writes.upserts(1, 2));
            assertEquals(new Outcome.Failed(FailureKind.POISON, "WRONGTYPE", Scope.ROW), outcomes.get(0));
            assertEquals(new Outcome.Failed(FailureKind.UNAVAILABLE, "REPLICAS_BEHIND", Scope.BATCH), outcomes.get(1));
        }
    }

    /** By default as many are waited for as there are, at most one. */
    @Test
    void aReplicaThatComesLaterIsWaitedForAfterTheNextHeartbeat() {
        try (RedisServer primary = start();
                RedisServer replica = start("two", Map.of());
                Target target = TestSettings.at(primary, Writes.SETTINGS).open()) {
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
            assertEquals("0", primary.command("EXISTS", "millrace:progress:fence"));
            replica.replicaOf(primary);
            target.ping();
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(2, 1, "n")));
            assertEquals("1", replica.command("EXISTS", "millrace:progress:fence"));
        }
    }

    @Test
    void aBatchIsAnsweredWholeWhileTheServerGoesDown() throws Exception {
        try (RedisServer server = start();
                Target target = TestSettings.at(server, Writes.SETTINGS)
                        .requestTimeout(Duration.ofSeconds(2))
                        .open()) {
            Thread killer = new Thread(server::kill);
            killer.start();
            int version = 0;
            List<Outcome> outcomes;
            do {
                outcomes = Writes.write(target, Writes.upserts(++version, 2_000));
                assertEquals(2_000, outcomes.size());
            } while (outcomes.stream().noneMatch(Outcome.Failed.class::isInstance));
            killer.join();
            int applied =
                    (int) outcomes.stream().filter(Outcome.APPLIED::equals).count();
            // Answers come in order: the first that is missing is the last that was read.
            assertTrue(outcomes.subList(applied, outcomes.size()).stream().allMatch(Outcome.Failed.class::isInstance));
        }
    }

    @Test
    void aFrozenServerIsGivenUpAfterTheRequestTimeout() throws Exception {
        try (RedisServer server = start();
                Target target = TestSettings.at(server, Writes.SETTINGS)
                        .requestTimeout(Duration.ofMillis(300))
                        .open()) {
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
            server.suspend();
            assertEquals(
                    List.of(new Outcome.Failed(FailureKind.UNAVAILABLE, "TIMEOUT", Scope.ROW)),
                    Writes.write(target, Writes.upsert(2, 1, "n")));
            assertTrue(target.isConnectionLoss("TIMEOUT"));
            assertEquals("UNREACHABLE", Writes.code(Writes.write(target, Writes.upsert(2, 1, "n"))));
            server.resume();
            // What was on its way arrives as well; the connection whose answers come late is never asked again.
            Outcome again = Writes.write(target, Writes.upsert(3, 1, "n")).get(0);
            assertEquals(Outcome.APPLIED, again);
            assertEquals("n", server.command("HGET", "account:b:1", "note"));
        }
    }

    /** More than all buffers on the way hold: the write itself never ends. */
    @Test
    void aServerThatTakesNothingMoreIsGivenUpToo() throws Exception {
        String large = "x".repeat(1024 * 1024);
        try (RedisServer server = start();
                Target target = TestSettings.at(server, Writes.SETTINGS)
                        .requestTimeout(Duration.ofMillis(500))
                        .open()) {
            server.suspend();
            RowWrite[] batch = IntStream.range(0, 64)
                    .mapToObj(id -> Writes.upsert(1, id, large))
                    .toArray(RowWrite[]::new);
            List<Outcome> outcomes = Writes.write(target, batch);
            assertEquals(
                    Collections.nCopies(64, new Outcome.Failed(FailureKind.UNAVAILABLE, "TIMEOUT", Scope.ROW)),
                    outcomes);
            server.resume();
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(2, 1, "n")));
        }
    }

    @Test
    void anInterruptedLaneGetsItsAnswers() {
        try (RedisServer server = start();
                Target target = TestSettings.at(server, Writes.SETTINGS).open()) {
            Thread.currentThread().interrupt();
            List<Outcome> outcomes = new ArrayList<>(Writes.write(target, Writes.upserts(1, 6)));
            assertTrue(Thread.interrupted());
            assertEquals(Collections.nCopies(6, Outcome.APPLIED), outcomes);
        }
    }

    @Test
    void closingEndsWhatIsUnderWay() throws Exception {
        try (RedisServer server = start()) {
            Target target = TestSettings.at(server, Writes.SETTINGS)
                    .requestTimeout(Duration.ofMinutes(1))
                    .open();
            server.suspend();
            List<List<Outcome>> answered = Collections.synchronizedList(new ArrayList<>());
            Thread lane = new Thread(() -> answered.add(Writes.write(target, Writes.upsert(1, 1, "n"))));
            lane.start();
            while (lane.getState() == Thread.State.NEW || (answered.isEmpty() && lane.isAlive())) {
                // Again and again: the lane may not have come to its connection yet.
                target.close();
            }
            lane.join();
            assertFalse(answered.isEmpty());
            assertTrue(answered.get(0).get(0) instanceof Outcome.Failed);
            server.resume();
        }
    }

    @Test
    void aRowThatNoKeyCanBeMadeOfIsPoisonAmongOthers() {
        try (RedisServer server = start();
                Target target = TestSettings.at(
                                server,
                                Samples.settings(
                                        Writes.ACCOUNTS,
                                        RedisSettings.VersionPlace.SIDECAR,
                                        "a:{{{BRANCH}}}:{ACCOUNT_ID}"))
                        .open()) {
            RowWrite untagged = Samples.upsert(
                    Writes.ACCOUNTS, Samples.version(1), Samples.text(""), Samples.number("7"), Value.Null.NULL);
            List<Outcome> outcomes = Writes.write(target, Writes.upsert(1, 1, "n"), untagged);
            assertEquals(
                    List.of(
                            Outcome.APPLIED,
                            new Outcome.Failed(FailureKind.POISON, RowRefused.KEY_TAG_EMPTY, Scope.ROW)),
                    outcomes);
        }
    }
}
