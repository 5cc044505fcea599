package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.VersionPlace;

final class HashSidecarContractTest extends RedisContractTest {
    HashSidecarContractTest() {
        super(Layout.HASH, VersionPlace.SIDECAR);
    }
}
