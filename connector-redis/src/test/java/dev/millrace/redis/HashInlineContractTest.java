package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.VersionPlace;

final class HashInlineContractTest extends RedisContractTest {
    HashInlineContractTest() {
        super(Layout.HASH, VersionPlace.INLINE);
    }
}
