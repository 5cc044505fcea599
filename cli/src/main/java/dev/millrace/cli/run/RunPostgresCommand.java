package dev.millrace.cli.run;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.postgres.PostgresConfig;
import dev.millrace.postgres.PostgresSettings;
import dev.millrace.postgres.PostgresTarget;
import picocli.CommandLine.Command;

/** {@code millrace run postgres}. */
@Command(name = "postgres", description = "Replicates into PostgreSQL or Aurora PostgreSQL until Ctrl-C or SIGTERM.")
final class RunPostgresCommand extends RunConnectorCommand {
    @Override
    Opening opening(ConfigReader reader, ConnectorConfig connector) {
        PostgresSettings settings = PostgresConfig.read(reader, connector);
        return new Opening(() -> PostgresTarget.open(settings), () -> PostgresTarget.openReadOnly(settings));
    }
}
