package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.VersionPlace;

final class ClusterJsonSidecarContractTest extends ClusterContractTest {
    ClusterJsonSidecarContractTest() {
        super(Layout.JSON, VersionPlace.SIDECAR);
    }
}
