package dev.millrace.redis;

import dev.millrace.core.testkit.SharedServer;
import dev.millrace.redis.RedisSettings.Login;
import dev.millrace.redis.RedisSettings.Node;
import dev.millrace.redis.RedisSettings.TableSettings;
import dev.millrace.stack.RedisCluster;
import dev.millrace.stack.RedisServer;
import java.util.List;
import java.util.Optional;

/** One cluster for the tests of this JVM. Whoever moves something in it puts it back, or leaves it whole. */
final class SharedCluster {
    private static final RedisCluster CLUSTER = SharedServer.start(RedisCluster::start);

    private SharedCluster() {}

    static RedisCluster cluster() {
        return CLUSTER;
    }

    static TestSettings settings(TableSettings... tables) {
        return settings(CLUSTER, tables);
    }

    /** Known by two of its nodes. */
    static TestSettings settings(RedisCluster cluster, TableSettings... tables) {
        List<Node> nodes = cluster.nodes().subList(0, 2).stream()
                .map(node -> new Node(node.host(), node.port()))
                .toList();
        return TestSettings.at(nodes, new Login.Password(Optional.empty(), cluster.password()), tables)
                .cluster();
    }

    static List<RedisServer> primaries() {
        return List.of(CLUSTER.primary(0), CLUSTER.primary(1), CLUSTER.primary(2));
    }

    static void clear() {
        primaries().forEach(primary -> primary.command("FLUSHALL"));
    }
}
