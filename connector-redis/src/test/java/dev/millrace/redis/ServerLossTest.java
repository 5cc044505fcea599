package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetException;
import dev.millrace.stack.RedisServer;
import dev.millrace.stack.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that comes back may hold less than it has acknowledged: then the progress starts over from what is surely there. */
class ServerLossTest {
    private static final OptionalLong NOTHING = OptionalLong.empty();

    @TempDir
    Path directory;

    private RedisServer start(String name) {
        return RedisServer.start(directory.resolve(name));
    }

    private static List<OptionalLong> load(Target target) {
        return target.progress().load(List.of(Writes.partition(0)));
    }

    private static void raise(Target target, OptionalLong expected, long position) {
        assertEquals(
                List.of(OptionalLong.of(position)), target.progress().raise(List.of(Writes.mark(expected, position))));
    }

    private static void assertSessionEnded(Target target) {
        TargetException ended =
                assertThrows(TargetException.class, () -> target.progress().raise(List.of(Writes.mark(NOTHING, 100))));
        assertEquals(FailureKind.UNAVAILABLE, ended.kind());
    }

    private static double rewinds(Target target) {
        return target.meters().stream()
                .filter(meter -> meter.name().equals("failover_rewinds"))
                .findFirst()
                .orElseThrow()
                .value()
                .getAsDouble();
    }

    @Test
    void aServerThatWasStartedAnewEndsTheSessionAndRewinds() {
        try (RedisServer server = start("one");
                Target target = TestSettings.at(server, Writes.SETTINGS).open()) {
            assertEquals(List.of(NOTHING), load(target));
            raise(target, NOTHING, 10);
            assertEquals(List.of(OptionalLong.of(10)), load(target));
            server.kill();
            server.restart();
            assertSessionEnded(target);
            // What was marked within the last minute is not relied on.
            assertEquals(List.of(NOTHING), load(target));
            assertEquals(1, rewinds(target));
            raise(target, NOTHING, 5);
            assertEquals(List.of(OptionalLong.of(5)), load(target));
            assertEquals(1, rewinds(target));
        }
    }

    @Test
    void withoutARewindTheMarksOfADurableServerStand() {
        try (RedisServer server = start("one");
                Target target = TestSettings.at(server, Writes.SETTINGS)
                        .failoverRewind(Duration.ZERO)
                        .open()) {
            assertEquals(List.of(NOTHING), load(target));
            raise(target, NOTHING, 10);
            server.kill();
            server.restart();
            assertSessionEnded(target);
            assertEquals(List.of(OptionalLong.of(10)), load(target));
        }
    }

    @Test
    void aServerThatIsRestartedAfterTheConnectorRewindsAsWell() {
        try (RedisServer server = start("one")) {
            try (Target target = TestSettings.at(server, Writes.SETTINGS).open()) {
                assertEquals(List.of(NOTHING), load(target));
                raise(target, NOTHING, 10);
            }
            server.stop();
            server.restart();
            try (Target target = TestSettings.at(server, Writes.SETTINGS).open()) {
                assertEquals(List.of(NOTHING), load(target));
            }
        }
    }

    @Test
    void aServerThatStartsEmptyHoldsNoProgress() {
        try (RedisServer server = RedisServer.start(directory, Storage.FLEETING);
                Target target = TestSettings.at(server, Writes.SETTINGS)
                        .failoverRewind(Duration.ZERO)
                        .open()) {
            assertEquals(List.of(NOTHING), load(target));
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
            raise(target, NOTHING, 10);
            server.kill();
            server.restart();
            assertSessionEnded(target);
            assertEquals(List.of(NOTHING), load(target));
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
        }
    }

    @Test
    void aServerThatWasRestoredHoldsTheProgressOfThen() {
        try (RedisServer server = start("one");
                Target target = TestSettings.at(server, Writes.SETTINGS)
                        .failoverRewind(Duration.ZERO)
                        .open()) {
            assertEquals(List.of(NOTHING), load(target));
            raise(target, NOTHING, 10);
            server.save(directory.resolve("backup.rdb"));
            raise(target, OptionalLong.of(10), 20);
            server.restore(directory.resolve("backup.rdb"));
            assertSessionEnded(target);
            assertEquals(List.of(OptionalLong.of(10)), load(target));
        }
    }

    /** The mark had reached the replica, and a row that was written after it had not. */
    @Test
    void aReplicaThatWasPromotedBehindItsPrimaryEndsTheSession() throws Exception {
        try (RedisServer primary = start("one");
                RedisServer replica = start("two");
                MovableAddress address = new MovableAddress(primary)) {
            replica.replicaOf(primary);
            try (Target target = TestSettings.at(
                            List.of(address.node()), TestSettings.password(primary), Writes.SETTINGS)
                    .minReplicas(0, Duration.ofSeconds(1))
                    .open()) {
                shareLogin(primary, replica);
                assertEquals(List.of(NOTHING), load(target));
                raise(target, NOTHING, 10);
                replica.awaitCaughtUp(primary);
                replica.cut();
                assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
                replica.promote();
                address.pointTo(replica);
                address.cut();
                assertTrue(Writes.write(target, Writes.upsert(2, 2, "n")).get(0) instanceof Outcome.Failed);
                assertSessionEnded(target);
                assertEquals(List.of(NOTHING), load(target));
                assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
            }
        }
    }

    /** Connections to the former primary are still there, and it still takes writes. */
    @Test
    void whatAFormerPrimaryTakesDoesNotCountOnceItsSuccessorIsKnown() throws Exception {
        try (RedisServer primary = start("one");
                RedisServer replica = start("two");
                MovableAddress address = new MovableAddress(primary)) {
            replica.replicaOf(primary);
            shareLogin(primary, replica);
            try (RedisTarget target = TestSettings.at(
                            List.of(address.node()), TestSettings.password(primary), Writes.SETTINGS)
                    .minReplicas(0, Duration.ofSeconds(1))
                    .open()) {
                Topology topology = target.topology();
                Generation former = topology.current();
                Primary before = former.primaries().iterator().next();
                Link inUse = topology.borrow(former, before);
                replica.promote();
                address.pointTo(replica);
                assertFalse(former.isOver());
                // The only idle one is in use: another has to be opened, and leads to the successor.
                assertEquals("SERVER_CHANGED", Writes.code(Writes.write(target, Writes.upsert(1, 1, "n"))));
                assertTrue(former.isOver());
                topology.giveBack(former, before, inUse);
                assertFalse(before.take().isPresent());
                assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
                assertEquals("1", replica.command("EXISTS", "account:b:1"));
                assertEquals("0", primary.command("EXISTS", "account:b:1"));
            }
        }
    }

    /** The same process over the same connections, with the rows of another. */
    @Test
    void aPrimaryThatWasAReplicaForAWhileEndsTheSession() throws Exception {
        try (RedisServer server = start("one");
                RedisServer other = start("two");
                Target target = TestSettings.at(server, Writes.SETTINGS).open()) {
            assertEquals(List.of(NOTHING), load(target));
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
            server.replicaOf(other);
            server.promote();
            assertSessionEnded(target);
            assertEquals(List.of(NOTHING), load(target));
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
        }
    }

    @Test
    void aBatchThatWasUnderWayWhenTheServerChangedDoesNotCount() throws Exception {
        try (RedisServer server = start("one");
                RedisTarget target = TestSettings.at(server, Writes.SETTINGS).open()) {
            Generation generation = target.topology().current();
            Primary primary = generation.primaries().iterator().next();
            server.suspend();
            List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
            Thread lane = new Thread(() -> outcomes.addAll(Writes.write(target, Writes.upsert(1, 1, "n"))));
            lane.start();
            Awaitility.await().until(() -> {
                Optional<Link> idle = primary.take();
                idle.ifPresent(primary::put);
                return idle.isEmpty();
            });
            target.topology().end(generation);
            server.resume();
            lane.join();
            assertEquals("SERVER_CHANGED", Writes.code(outcomes));
            assertFalse(primary.take().isPresent());
            assertEquals(List.of(Outcome.STALE), Writes.write(target, Writes.upsert(1, 1, "n")));
        }
    }

    @Test
    void aBrokenConnectionToTheSameServerIsNoBreak() throws Exception {
        try (RedisServer server = start("one");
                MovableAddress address = new MovableAddress(server);
                Target target = TestSettings.at(List.of(address.node()), TestSettings.password(server), Writes.SETTINGS)
                        .open()) {
            assertEquals(List.of(NOTHING), load(target));
            address.cut();
            List<Outcome> lost = Writes.write(target, Writes.upsert(1, 1, "n"));
            assertEquals("CONNECTION_LOST", Writes.code(lost));
            assertTrue(target.isConnectionLoss("CONNECTION_LOST"));
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
            raise(target, NOTHING, 10);
        }
    }

    @Test
    void aServerThatIsAwayIsToldAsSuchAndFoundAgain() {
        try (RedisServer server = start("one");
                Target target = TestSettings.at(server, Writes.SETTINGS).open()) {
            server.kill();
            assertTrue(Writes.write(target, Writes.upsert(1, 1, "n")).get(0) instanceof Outcome.Failed);
            assertEquals(
                    List.of(new Outcome.Failed(FailureKind.UNAVAILABLE, "UNREACHABLE", Outcome.Scope.BATCH)),
                    Writes.write(target, Writes.upsert(1, 1, "n")));
            assertEquals(
                    "UNREACHABLE",
                    assertThrows(TargetException.class, target::ping).code());
            server.restart();
            target.ping();
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
        }
    }

    private static void shareLogin(RedisServer primary, RedisServer replica) {
        replica.command("ACL", "SETUSER", "default", ">" + primary.password());
    }
}
