package dev.millrace.cli.run;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.redis.RedisConfig;
import dev.millrace.redis.RedisSettings;
import dev.millrace.redis.RedisTarget;
import picocli.CommandLine.Command;

/** {@code millrace run redis}. */
@Command(
        name = "redis",
        description = "Replicates into a Redis or a Valkey, single or a cluster, until Ctrl-C or SIGTERM.")
final class RunRedisCommand extends RunConnectorCommand {
    @Override
    Opening opening(ConfigReader reader, ConnectorConfig connector) {
        RedisSettings settings = RedisConfig.read(reader, connector);
        return new Opening(() -> RedisTarget.open(settings), () -> RedisTarget.openReadOnly(settings));
    }
}
