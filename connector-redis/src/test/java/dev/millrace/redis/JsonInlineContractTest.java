package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.VersionPlace;

final class JsonInlineContractTest extends RedisContractTest {
    JsonInlineContractTest() {
        super(Layout.JSON, VersionPlace.INLINE);
    }
}
