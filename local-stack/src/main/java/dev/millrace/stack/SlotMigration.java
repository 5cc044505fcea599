package dev.millrace.stack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The move of one slot of a {@link RedisCluster} from one shard to another, step by step. Between the steps the cluster is as it is in
 * the middle of a real one: the old shard answers {@code ASK} for keys that are gone, and {@code TRYAGAIN} for several keys of which some are gone.
 *
 * <p>Not thread safe.
 */
public final class SlotMigration {
    private static final int BATCH = 100;
    private static final String PATIENCE_MILLIS = "5000";

    private final RedisCluster cluster;
    private final String slot;
    private final int from;
    private final int to;

    private SlotMigration(RedisCluster cluster, int slot, int from, int to) {
        this.cluster = cluster;
        this.slot = Integer.toString(slot);
        this.from = from;
        this.to = to;
    }

    static SlotMigration begin(RedisCluster cluster, int slot, int from, int to) {
        SlotMigration migration = new SlotMigration(cluster, slot, from, to);
        RedisServer source = migration.source();
        RedisServer target = migration.target();
        // In this order: whom the old shard sends on is expected.
        migration.setSlot(target, "IMPORTING", id(source));
        migration.setSlot(source, "MIGRATING", id(target));
        return migration;
    }

    /**
     * Moves keys, any of them.
     *
     * @param atMost how many
     * @return how many were left to be moved and are moved now
     * @throws StackException as {@link RedisServer#command}
     */
    public int move(int atMost) {
        List<byte[]> keys = source().call("CLUSTER", "GETKEYSINSLOT", slot, Integer.toString(atMost)).items().stream()
                .map(RedisReply::bytes)
                .toList();
        move(keys);
        return keys.size();
    }

    /** Moves one key; nothing happens where it does not exist or has moved. */
    public void move(String key) {
        move(List.of(key.getBytes(StandardCharsets.UTF_8)));
    }

    private void move(List<byte[]> keys) {
        if (keys.isEmpty()) {
            return;
        }
        RedisServer target = target();
        List<byte[]> command = new ArrayList<>();
        Stream.of(
                        "MIGRATE",
                        target.host(),
                        Integer.toString(target.port()),
                        "",
                        "0",
                        PATIENCE_MILLIS,
                        "AUTH",
                        target.password(),
                        "KEYS")
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .forEach(command::add);
        command.addAll(keys);
        source().call(command);
    }

    /**
     * Moves what is left, gives the slot to the new shard, and returns when every node that runs knows.
     *
     * @throws StackException as {@link RedisServer#command}; {@code NOT_IN_TIME}
     */
    public void finish() {
        int moved;
        do {
            // It comes to an end: what clients write new meanwhile goes to the new shard.
            moved = move(BATCH);
        } while (moved > 0);
        RedisServer owner = target();
        // The new owner first: in between both would send clients to each other.
        setSlot(owner, "NODE", id(owner));
        setSlot(source(), "NODE", id(owner));
        int number = Integer.parseInt(slot);
        cluster.awaitAgreed(
                "every node to know the new owner of a slot",
                node -> RedisCluster.sees(node, owner).owns(number));
    }

    private RedisServer source() {
        return cluster.primary(from);
    }

    private RedisServer target() {
        return cluster.primary(to);
    }

    private void setSlot(RedisServer node, String state, String id) {
        node.command("CLUSTER", "SETSLOT", slot, state, id);
    }

    private static String id(RedisServer node) {
        return node.command("CLUSTER", "MYID");
    }
}
