package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.TableSettings;
import dev.millrace.redis.RedisSettings.VersionPlace;
import dev.millrace.stack.RedisCluster;
import dev.millrace.stack.RedisServer;
import java.util.List;

/** The contract on a cluster. */
abstract class ClusterContractTest extends RedisContractTest {
    ClusterContractTest(Layout layout, VersionPlace place) {
        super(layout, place);
    }

    @Override
    TestSettings at(TableSettings... tables) {
        return SharedCluster.settings(tables);
    }

    @Override
    List<RedisServer> primaries() {
        return SharedCluster.primaries();
    }

    @Override
    RedisServer primaryOf(String key) {
        RedisCluster cluster = SharedCluster.cluster();
        return cluster.primary(cluster.shard(cluster.slot(key)));
    }
}
