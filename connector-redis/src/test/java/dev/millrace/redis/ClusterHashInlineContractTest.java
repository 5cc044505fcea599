package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.VersionPlace;

final class ClusterHashInlineContractTest extends ClusterContractTest {
    ClusterHashInlineContractTest() {
        super(Layout.HASH, VersionPlace.INLINE);
    }
}
