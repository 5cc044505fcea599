package dev.millrace.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts the nodes of a cluster and makes one of them. */
final class RedisClusterStart {
    private static final int SLOTS = 16_384;

    private RedisClusterStart() {}

    /**
     * Starts empty nodes that do not know each other.
     *
     * @param directory absolute
     */
    static List<RedisServer> nodes(Path directory, Storage storage, Map<String, String> chosen, int count) {
        OwnFiles.createDirectories(directory);
        String password = PasswordFile.readOrDraw(directory);
        Map<String, String> settings = new HashMap<>(Map.of(
                // Who follows whom is for its user to decide.
                "cluster-replica-no-failover", "yes",
                "cluster-allow-replica-migration", "no",
                "cluster-node-timeout", "5000"));
        settings.putAll(chosen);
        List<RedisServer> started = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                Path node = directory.resolve("node-" + i);
                PidFile.awaitUnused(node.resolve("redis.pid"));
                // A node would look for the others where they were before.
                OwnFiles.deleteTree(ServerJvm.data(node));
                started.add(RedisServer.startNode(node, storage, settings, password, Ports::free));
            }
            return started;
        } catch (RuntimeException | Error e) {
            started.forEach(RedisServer::close);
            throw e;
        }
    }

    /** Makes a cluster of them: half of them primaries that share the slots, then a replica of each. */
    static void join(List<RedisServer> nodes) {
        int shards = nodes.size() / 2;
        for (int i = 0; i < nodes.size(); i++) {
            RedisServer node = nodes.get(i);
            // Nodes of one epoch would first have to agree on others.
            node.command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
            if (i < shards) {
                node.command(
                        "CLUSTER",
                        "ADDSLOTSRANGE",
                        Integer.toString(SLOTS * i / shards),
                        Integer.toString(SLOTS * (i + 1) / shards - 1));
            }
            for (RedisServer earlier : nodes.subList(0, i)) {
                // All with all: rumours would take seconds.
                node.command(
                        "CLUSTER",
                        "MEET",
                        earlier.host(),
                        Integer.toString(earlier.port()),
                        Integer.toString(earlier.busPort()));
            }
        }
        for (RedisServer node : nodes) {
            ServerWait.until(node, "all nodes of the cluster to meet", () -> {
                List<RedisNode> seen = RedisNode.seenBy(node);
                return seen.size() == nodes.size() && seen.stream().allMatch(RedisNode::isSound);
            });
        }
        for (int i = 0; i < shards; i++) {
            nodes.get(shards + i).command("CLUSTER", "REPLICATE", nodes.get(i).command("CLUSTER", "MYID"));
        }
    }
}
