package dev.millrace.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A Redis Cluster of three shards, a primary and a replica each: six processes on free ports of 127.0.0.1, with one password. A
 * start makes a new one and keeps nothing of an earlier one in its directory. Nothing is promoted unless it is told.
 *
 * <p>Nodes may be killed, frozen, cut off and restarted one by one, see {@link #nodes}; which is primary and which replica
 * of a shard only this class changes.
 *
 * <p>Thread safe; operations on the cluster run one after the other.
 */
public final class RedisCluster implements AutoCloseable {
    /** How many primaries share the slots. */
    public static final int SHARDS = 3;
    /** Redis itself gives up after 5 s, for example because the shard has just had another primary. */
    private static final Duration HAND_OVER = Duration.ofSeconds(6);

    private final List<RedisServer> nodes;
    /** Guarded by this. By shard. */
    private final List<RedisServer> primaries;
    /** Guarded by this. By shard. */
    private final List<RedisServer> replicas;

    private RedisCluster(List<RedisServer> nodes) {
        this.nodes = List.copyOf(nodes);
        this.primaries = new ArrayList<>(nodes.subList(0, SHARDS));
        this.replicas = new ArrayList<>(nodes.subList(SHARDS, nodes.size()));
    }

    /**
     * Starts a cluster with fleeting storage and returns when it is complete, which takes 3 s or so.
     *
     * @param directory its own; created where missing
     * @throws StackException as {@link RedisServer#start(Path)}; {@code NOT_IN_TIME}
     */
    public static RedisCluster start(Path directory) {
        return start(directory, Storage.FLEETING, Map.of());
    }

    /** As {@link #start(Path)}, with storage of this kind, and with settings for every node as {@link RedisServer} has them. */
    public static RedisCluster start(Path directory, Storage storage, Map<String, String> settings) {
        RedisCluster cluster =
                new RedisCluster(RedisClusterStart.nodes(directory.toAbsolutePath(), storage, settings, 2 * SHARDS));
        try {
            RedisClusterStart.join(cluster.nodes);
            cluster.awaitComplete();
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** All six, in an order that never changes; what clients may be given to begin with. */
    public List<RedisServer> nodes() {
        return nodes;
    }

    /** The password of every node. */
    public String password() {
        return nodes.get(0).password();
    }

    /**
     * The primary of a shard.
     *
     * @param shard from 0
     */
    public synchronized RedisServer primary(int shard) {
        return primaries.get(shard);
    }

    /** The replica of a shard. */
    public synchronized RedisServer replica(int shard) {
        return replicas.get(shard);
    }

    /** The slot of a key. */
    public int slot(String key) {
        return Integer.parseInt(anyNode().command("CLUSTER", "KEYSLOT", key));
    }

    /** The shard that has a slot now. */
    public synchronized int shard(int slot) {
        return IntStream.range(0, SHARDS)
                .filter(shard -> sees(anyNode(), primaries.get(shard)).owns(slot))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no shard has slot " + slot));
    }

    /** Cuts the replica of a shard off from its primary, see {@link RedisServer#cut}. */
    public void cut(int shard) {
        replica(shard).cut();
    }

    /** Ends {@link #cut}, and returns when the replica has all that its primary had when this was called. */
    public synchronized void join(int shard) {
        replica(shard).join();
        replica(shard).awaitCaughtUp(primary(shard));
    }

    /**
     * Makes the replica of a shard its primary without asking anybody, whatever becomes of the old one, and returns when every node
     * that runs knows. What the replica had not got is lost. The old primary becomes its replica, at once or when it is back.
     *
     * @throws StackException as {@link RedisServer#command}; {@code NOT_IN_TIME}
     */
    public synchronized void promote(int shard) {
        RedisServer next = replica(shard);
        next.command("CLUSTER", "FAILOVER", "TAKEOVER");
        swap(shard);
        next.join();
    }

    /**
     * Lets the primary of a shard, which has to run, hand over to its replica: nothing is lost. Returns when every node that
     * runs knows.
     *
     * @throws StackException as {@link RedisServer#command}; {@code NOT_IN_TIME}
     */
    public synchronized void handOver(int shard) {
        RedisServer next = replica(shard);
        ServerWait.until(next, "a primary to hand over to its replica", () -> handedOver(next));
        swap(shard);
    }

    private static boolean handedOver(RedisServer next) {
        if (!sees(next, next).isPrimary()) {
            next.command("CLUSTER", "FAILOVER");
        }
        return ServerWait.within(HAND_OVER, next, () -> sees(next, next).isPrimary());
    }

    private void swap(int shard) {
        RedisServer before = primaries.get(shard);
        RedisServer now = replicas.get(shard);
        primaries.set(shard, now);
        replicas.set(shard, before);
        awaitAgreed(
                "every node to know the new primary",
                node -> sees(node, now).isPrimary()
                        && !sees(node, now).slots().isEmpty()
                        && sees(node, before).slots().isEmpty());
    }

    /**
     * Begins to move a slot to another shard. Until it is finished both have a part of it: clients are sent on, or told to try
     * again.
     *
     * @param from the shard that has it
     * @throws StackException as {@link RedisServer#command}
     */
    public SlotMigration migrate(int slot, int from, int to) {
        return SlotMigration.begin(this, slot, from, to);
    }

    /**
     * Returns when the cluster is whole: every node runs and knows all others, all slots are served, and every replica has
     * what its primary had when this was called.
     *
     * @throws StackException as {@link RedisServer#command}; {@code NOT_IN_TIME}
     */
    public synchronized void awaitComplete() {
        for (RedisServer node : nodes) {
            ServerWait.until(node, "the cluster to be whole", () -> isWholeFor(node));
        }
        for (int shard = 0; shard < SHARDS; shard++) {
            replicas.get(shard).awaitCaughtUp(primaries.get(shard));
        }
    }

    private boolean isWholeFor(RedisServer node) {
        Map<String, String> state = node.call("CLUSTER", "INFO").fields();
        List<RedisNode> seen = RedisNode.seenBy(node);
        return "ok".equals(state.get("cluster_state"))
                && "16384".equals(state.get("cluster_slots_ok"))
                && seen.size() == nodes.size()
                && seen.stream().allMatch(RedisNode::isSound)
                && IntStream.range(0, SHARDS).allMatch(shard -> {
                    RedisNode primary = find(seen, primaries.get(shard));
                    RedisNode replica = find(seen, replicas.get(shard));
                    return primary.isPrimary() && replica.primaryId().equals(primary.id());
                });
    }

    /** Returns when it is so for every node that runs. */
    synchronized void awaitAgreed(String what, Predicate<RedisServer> condition) {
        for (RedisServer node : nodes) {
            if (node.isAwake()) {
                ServerWait.until(node, what, () -> condition.test(node));
            }
        }
    }

    /** How a node sees another one, or itself. */
    static RedisNode sees(RedisServer who, RedisServer whom) {
        return find(RedisNode.seenBy(who), whom);
    }

    private static RedisNode find(List<RedisNode> seen, RedisServer whom) {
        return seen.stream()
                .filter(node -> node.port() == whom.port())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the cluster does not know port " + whom.port()));
    }

    private RedisServer anyNode() {
        return nodes.stream().filter(RedisServer::isAwake).findFirst().orElse(nodes.get(0));
    }

    /** Stops all nodes. Never throws; a second call does nothing. */
    @Override
    public synchronized void close() {
        // A primary would wait for its replica.
        replicas.forEach(RedisServer::close);
        primaries.forEach(RedisServer::close);
    }
}
