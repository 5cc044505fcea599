package dev.millrace.cli.run;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.keyspaces.KeyspacesConfig;
import dev.millrace.keyspaces.KeyspacesSettings;
import dev.millrace.keyspaces.KeyspacesTarget;
import picocli.CommandLine.Command;

/** {@code millrace run keyspaces}. */
@Command(
        name = "keyspaces",
        description = "Replicates into Amazon Keyspaces or an Apache Cassandra until Ctrl-C or SIGTERM.")
final class RunKeyspacesCommand extends RunConnectorCommand {
    @Override
    Opening opening(ConfigReader reader, ConnectorConfig connector) {
        KeyspacesSettings settings = KeyspacesConfig.read(reader, connector);
        return new Opening(() -> KeyspacesTarget.open(settings), () -> KeyspacesTarget.openReadOnly(settings));
    }
}
