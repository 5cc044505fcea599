package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetException;
import dev.millrace.stack.RedisCluster;
import dev.millrace.stack.RedisServer;
import dev.millrace.stack.SlotMigration;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slots that move, and primaries that change, under writes. */
class ClusterTest {
    private static final OptionalLong NOTHING = OptionalLong.empty();
    private static final int ROWS = 300;

    private final RedisCluster cluster = SharedCluster.cluster();

    @BeforeEach
    void whole() {
        cluster.awaitComplete();
        SharedCluster.clear();
    }

    private static TestSettings settings() {
        return SharedCluster.settings(Writes.SETTINGS);
    }

    private static String key(int id) {
        return "account:b:" + id;
    }

    private int shard(int id) {
        return cluster.shard(cluster.slot(key(id)));
    }

    /** A row of this shard. */
    private int rowOf(int shard) {
        return IntStream.iterate(0, id -> id + 1)
                .filter(id -> shard(id) == shard)
                .findFirst()
                .orElseThrow();
    }

    private static double meter(Target target, String name) {
        return target.meters().stream()
                .filter(meter -> meter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value()
                .getAsDouble();
    }

    private static void assertAll(Outcome expected, List<Outcome> outcomes) {
        List<Outcome> others =
                outcomes.stream().filter(outcome -> !outcome.equals(expected)).toList();
        assertEquals(List.of(), others);
    }

    private SlotMigration migrate(int id) {
        int from = shard(id);
        return cluster.migrate(cluster.slot(key(id)), from, (from + 1) % RedisCluster.SHARDS);
    }

    @Test
    void aBatchGoesToAllNodesThatHaveItsRows() {
        try (Target target = settings().open()) {
            assertAll(Outcome.APPLIED, Writes.write(target, Writes.upserts(1, ROWS)));
            assertAll(Outcome.STALE, Writes.write(target, Writes.upserts(1, ROWS)));
            for (RedisServer primary : SharedCluster.primaries()) {
                assertTrue(Long.parseLong(primary.command("DBSIZE")) > ROWS / 6);
            }
            assertEquals(0, meter(target, "moved"));
        }
    }

    @Test
    void aSlotThatHasMovedIsFollowedInTheSameCall() {
        try (Target target = settings().open()) {
            assertAll(Outcome.APPLIED, Writes.write(target, Writes.upserts(1, ROWS)));
            target.progress().load(List.of(Writes.partition(0)));
            migrate(7).finish();
            assertAll(Outcome.APPLIED, Writes.write(target, Writes.upserts(2, ROWS)));
            assertEquals(1, meter(target, "moved"));
            assertAll(Outcome.APPLIED, Writes.write(target, Writes.upserts(3, ROWS)));
            assertEquals(1, meter(target, "moved"));
            // No primary is another one: nothing is lost.
            assertEquals(List.of(OptionalLong.of(5)), target.progress().raise(List.of(Writes.mark(NOTHING, 5))));
        }
    }

    @Test
    void inTheMiddleOfAMoveRowsAreWrittenWhereTheyAre() {
        try (Target target = settings().open()) {
            assertAll(Outcome.APPLIED, Writes.write(target, Writes.upserts(1, ROWS)));
            SlotMigration move = migrate(7);
            assertAll(Outcome.APPLIED, Writes.write(target, Writes.upserts(2, ROWS)));
            move.move(key(7));
            assertAll(Outcome.STALE, Writes.write(target, Writes.upserts(2, ROWS)));
            assertAll(Outcome.APPLIED, Writes.write(target, Writes.upserts(3, ROWS)));
            assertEquals(0, meter(target, "moved"));
            move.finish();
            assertAll(Outcome.STALE, Writes.write(target, Writes.upserts(3, ROWS)));
            assertEquals(1, meter(target, "moved"));
        }
    }

    @Test
    void aRowAndItsVersionThatAreApartAreWrittenOnceTheyAreTogether() {
        try (Target target = SharedCluster.settings(Writes.BESIDE).open()) {
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 7, "n")));
            SlotMigration move = migrate(7);
            move.move(key(7));
            Outcome apart = Writes.write(target, Writes.upsert(2, 7, "n")).get(0);
            assertTrue(
                    apart instanceof Outcome.Failed failed
                            && failed.kind() == FailureKind.TRANSIENT
                            && failed.code().equals("TRYAGAIN"),
                    apart.toString());
            move.finish();
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(2, 7, "n")));
        }
    }

    @Test
    void slotsThatMoveUnderManyWritersLoseNothing() throws Exception {
        int writers = 4;
        AtomicBoolean moving = new AtomicBoolean(true);
        AtomicInteger version = new AtomicInteger();
        try (Target target = settings().open()) {
            List<Thread> threads = IntStream.range(0, writers)
                    .mapToObj(writer -> new Thread(() -> {
                        while (moving.get() || version.get() < 20) {
                            writeUntilDone(target, Writes.upserts(Math.min(100, version.incrementAndGet()), ROWS));
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (int id = 0; id < 6; id++) {
                SlotMigration move = migrate(id);
                move.move(1);
                move.finish();
            }
            moving.set(false);
            for (Thread thread : threads) {
                thread.join();
            }
            int last = Math.min(100, version.get());
            assertAll(Outcome.STALE, Writes.write(target, Writes.upserts(last, ROWS)));
            assertAll(Outcome.APPLIED, Writes.write(target, Writes.upserts(last + 1, ROWS)));
        }
        long rows = SharedCluster.primaries().stream()
                .mapToLong(
                        primary -> primary.command("KEYS", "account:*").lines().count())
                .sum();
        assertEquals(ROWS, rows);
    }

    /** As the engine does, but at once. */
    private static void writeUntilDone(Target target, RowWrite[] batch) {
        RowWrite[] open = batch;
        while (open.length > 0) {
            List<Outcome> outcomes = Writes.write(target, open);
            RowWrite[] tried = open;
            open = IntStream.range(0, tried.length)
                    .filter(i -> outcomes.get(i) instanceof Outcome.Failed)
                    .mapToObj(i -> tried[i])
                    .toArray(RowWrite[]::new);
        }
    }

    @Test
    void aNodeWithoutTheProceduresIsGivenThem() {
        try (Target target = settings().open()) {
            cluster.primary(1).command("FUNCTION", "FLUSH");
            assertAll(Outcome.APPLIED, Writes.write(target, Writes.upserts(1, ROWS)));
            assertEquals(1, meter(target, "library_loads"));
        }
    }

    @Test
    void aPrimaryThatIsAwayKeepsOnlyItsOwnRowsFromBeingWritten() {
        int shard = 1;
        try (Target target = settings().requestTimeout(Duration.ofSeconds(2)).open()) {
            assertAll(Outcome.APPLIED, Writes.write(target, Writes.upserts(1, ROWS)));
            RedisServer lost = cluster.primary(shard);
            List<Integer> shards =
                    IntStream.range(0, ROWS).map(this::shard).boxed().toList();
            lost.kill();
            List<Outcome> outcomes = Writes.write(target, Writes.upserts(2, ROWS));
            for (int i = 0; i < ROWS; i++) {
                assertEquals(shards.get(i) == shard, outcomes.get(i) instanceof Outcome.Failed, "row " + i);
            }
            assertThrows(TargetException.class, target::ping);
            cluster.promote(shard);
            lost.restart();
            cluster.awaitComplete();
            Awaitility.await().untilAsserted(() -> {
                List<Outcome> again = Writes.write(target, Writes.upserts(2, ROWS));
                assertFalse(again.stream().anyMatch(Outcome.Failed.class::isInstance), again.toString());
            });
            target.ping();
        }
    }

    /** The progress is in whole other shards, and would go on from behind what was lost. */
    @Test
    void aReplicaThatWasPromotedBehindItsPrimaryHasTheProgressRewound() {
        int shard = 2;
        try (Target target = settings().minReplicas(0, Duration.ofSeconds(1)).open()) {
            List<ProgressKey> partitions =
                    IntStream.range(0, 12).mapToObj(Writes::partition).toList();
            assertEquals(Collections.nCopies(12, NOTHING), target.progress().load(partitions));
            int row = rowOf(shard);
            cluster.cut(shard);
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, row, "lost")));
            target.progress()
                    .raise(partitions.stream()
                            .map(partition -> new ProgressMark(partition, NOTHING, 10))
                            .toList());
            cluster.promote(shard);
            assertThrows(
                    TargetException.class,
                    () -> target.progress().raise(List.of(Writes.mark(OptionalLong.of(10), 20))));
            Awaitility.await()
                    .ignoreExceptionsInstanceOf(TargetException.class)
                    .untilAsserted(() -> assertEquals(
                            Collections.nCopies(12, NOTHING), target.progress().load(partitions)));
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, row, "again")));
        }
    }

    @Test
    void aPrimaryThatHandsOverIsNoticedBeforeAnythingIsMarked() {
        try (Target target = settings().open()) {
            assertEquals(List.of(NOTHING), target.progress().load(List.of(Writes.partition(0))));
            cluster.handOver(0);
            assertThrows(TargetException.class, () -> target.progress().raise(List.of(Writes.mark(NOTHING, 20))));
            Awaitility.await().untilAsserted(() -> {
                List<Outcome> outcomes = Writes.write(target, Writes.upserts(1, ROWS));
                assertFalse(outcomes.stream().anyMatch(Outcome.Failed.class::isInstance), outcomes.toString());
            });
        }
    }

    /** Without a connection that breaks or an error that tells: a primary that was cut off would go on as ever. */
    @Test
    void theOtherNodesTellOfASuccessor() throws Exception {
        try (RedisTarget target = settings().open()) {
            Generation generation = target.topology().current();
            target.topology().look(generation);
            assertFalse(generation.isOver());
            cluster.promote(0);
            target.topology().look(generation);
            assertTrue(generation.isOver());
        }
    }

    @Test
    void everyStaleWriteHasReachedAReplicaToo() {
        try (Target target = settings().minReplicas(1, Duration.ofMillis(300)).open()) {
            int row = rowOf(0);
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, row, "n")));
            cluster.replica(0).suspend();
            assertEquals("REPLICAS_BEHIND", Writes.code(Writes.write(target, Writes.upsert(1, row, "n"))));
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, rowOf(1), "n")));
            cluster.replica(0).resume();
        }
    }
}
