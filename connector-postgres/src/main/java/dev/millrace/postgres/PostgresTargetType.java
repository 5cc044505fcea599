package dev.millrace.postgres;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.target.TargetType;

/** This connector, to be found on a class path. */
public final class PostgresTargetType implements TargetType {
    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public String description() {
        return "Replicates into PostgreSQL or Aurora PostgreSQL until Ctrl-C or SIGTERM.";
    }

    @Override
    public TargetType.Opening opening(ConfigReader reader, ConnectorConfig connector) {
        PostgresSettings settings = PostgresConfig.read(reader, connector);
        return new TargetType.Opening(() -> PostgresTarget.open(settings), () -> PostgresTarget.openReadOnly(settings));
    }
}
