package dev.millrace.redis;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.target.TargetType;

/** This connector, to be found on a class path. */
public final class RedisTargetType implements TargetType {
    @Override
    public String name() {
        return "redis";
    }

    @Override
    public String description() {
        return "Replicates into a Redis or a Valkey, single or a cluster, until Ctrl-C or SIGTERM.";
    }

    @Override
    public TargetType.Opening opening(ConfigReader reader, ConnectorConfig connector) {
        RedisSettings settings = RedisConfig.read(reader, connector);
        return new TargetType.Opening(() -> RedisTarget.open(settings), () -> RedisTarget.openReadOnly(settings));
    }
}
