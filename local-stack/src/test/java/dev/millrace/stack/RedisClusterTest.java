package dev.millrace.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All tests share one cluster, and leave it whole. */
final class RedisClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private static Path directory;

    private static RedisCluster cluster;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start(directory);
    }

    @AfterEach
    void whole() {
        cluster.awaitComplete();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        cluster.nodes().forEach(node -> assertTrue(Processes.isGone(node.pid())));
    }

    @Test
    void three_primaries_share_the_slots_and_each_has_a_replica() throws IOException {
        for (int shard = 0; shard < RedisCluster.SHARDS; shard++) {
            String key = key(shard);
            cluster.primary(shard).command("SET", key, "1");
            cluster.replica(shard).awaitCaughtUp(cluster.primary(shard));
            assertEquals("1", readFromReplica(cluster.replica(shard), key));
            StackException moved =
                    assertThrows(StackException.class, () -> cluster.primary(0).command("GET", key(1)));
            assertTrue(
                    moved.what()
                            .contains("MOVED " + cluster.slot(key(1)) + " 127.0.0.1:"
                                    + cluster.primary(1).port()),
                    moved.what());
        }
    }

    @Test
    void a_replica_that_was_cut_off_takes_over_without_the_last_writes() throws IOException {
        RedisServer before = cluster.primary(0);
        RedisServer after = cluster.replica(0);
        String key = key(0);
        before.command("SET", key, "seen");
        after.awaitCaughtUp(before);
        cluster.cut(0);
        before.command("SET", key, "lost");

        cluster.promote(0);
        assertEquals(after, cluster.primary(0));
        assertEquals("seen", after.command("GET", key));
        assertThrows(StackException.class, () -> before.command("SET", key, "too late"));
        // The old primary forgets what it had acknowledged.
        cluster.awaitComplete();
        assertEquals("seen", readFromReplica(before, key));
    }

    @Test
    void a_replica_takes_over_while_its_primary_is_frozen_or_dead() throws IOException {
        String key = key(1);
        RedisServer frozen = cluster.primary(1);
        frozen.suspend();
        cluster.promote(1);
        cluster.primary(1).command("SET", key, "1");
        frozen.resume();
        cluster.awaitComplete();
        assertEquals("1", readFromReplica(frozen, key));

        RedisServer dead = cluster.primary(1);
        dead.kill();
        cluster.promote(1);
        cluster.primary(1).command("SET", key, "2");
        dead.restart();
        cluster.awaitComplete();
        assertEquals("2", readFromReplica(dead, key));
    }

    @Test
    void a_primary_hands_over_without_a_loss() {
        RedisServer before = cluster.primary(2);
        String key = key(2);
        before.command("SET", key, "1");
        cluster.handOver(2);
        assertNotEquals(before, cluster.primary(2));
        assertEquals("1", cluster.primary(2).command("GET", key));
    }

    @Test
    void a_slot_can_be_held_in_the_middle_of_its_migration() {
        int slot = cluster.slot("{moving}");
        int from = cluster.shard(slot);
        int to = (from + 1) % RedisCluster.SHARDS;
        RedisServer source = cluster.primary(from);
        RedisServer target = cluster.primary(to);
        List<String> keys = List.of("{moving}1", "{moving}ü", "{moving} 3\n");
        keys.forEach(key -> source.command("SET", key, "before"));

        SlotMigration migration = cluster.migrate(slot, from, to);
        migration.move(keys.get(1));
        assertEquals("before", source.command("GET", keys.get(0)));
        assertRefused("ASK " + slot + " 127.0.0.1:" + target.port(), source, "GET", keys.get(1));
        assertRefused("ASK " + slot, source, "SET", "{moving}new", "1");
        assertRefused("TRYAGAIN", source, "MGET", keys.get(0), keys.get(1));
        assertRefused("MOVED " + slot + " 127.0.0.1:" + source.port(), target, "GET", keys.get(1));
        assertEquals(from, cluster.shard(slot));

        assertEquals(1, migration.move(1));
        migration.finish();
        assertEquals(to, cluster.shard(slot));
        assertEquals("before\nbefore\nbefore", target.command("MGET", keys.get(0), keys.get(1), keys.get(2)));
        assertRefused("MOVED " + slot + " 127.0.0.1:" + target.port(), source, "GET", keys.get(0));
    }

    @Test
    void a_port_for_the_other_nodes_that_is_lost_is_replaced(@TempDir Path node) throws IOException {
        AtomicInteger choices = new AtomicInteger();
        try (ServerSocket thief = new ServerSocket(0, 1, Ports.loopback())) {
            Ports unlucky = count -> choices.getAndIncrement() == 0
                    ? List.of(Ports.free(1).get(0), thief.getLocalPort())
                    : Ports.free(count);
            try (RedisServer server =
                    RedisServer.startNode(node, Storage.FLEETING, Map.of(), cluster.password(), unlucky)) {
                assertEquals(2, choices.get());
                assertNotEquals(thief.getLocalPort(), server.busPort());
            }
        }
    }

    /** One that the shard has had from the start. */
    private static String key(int shard) {
        return List.of("b", "c", "a").stream()
                .filter(key -> cluster.shard(cluster.slot(key)) == shard)
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(String reason, RedisServer node, String... command) {
        StackException e = assertThrows(StackException.class, () -> node.command(command));
        assertEquals(StackException.Code.REFUSED, e.code());
        assertTrue(e.what().contains(reason), e.what());
    }

    private static String readFromReplica(RedisServer replica, String key) throws IOException {
        try (RedisConnection connection = replica.connect(PATIENCE)) {
            connection.call("READONLY");
            return connection.call("GET", key).text();
        }
    }
}
