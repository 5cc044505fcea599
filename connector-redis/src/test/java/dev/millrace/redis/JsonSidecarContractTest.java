package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.VersionPlace;

final class JsonSidecarContractTest extends RedisContractTest {
    JsonSidecarContractTest() {
        super(Layout.JSON, VersionPlace.SIDECAR);
    }
}
