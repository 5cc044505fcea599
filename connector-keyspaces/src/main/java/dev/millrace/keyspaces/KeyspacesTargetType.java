package dev.millrace.keyspaces;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.target.TargetType;

/** This connector, to be found on a class path. */
public final class KeyspacesTargetType implements TargetType {
    @Override
    public String name() {
        return "keyspaces";
    }

    @Override
    public String description() {
        return "Replicates into Amazon Keyspaces or an Apache Cassandra until Ctrl-C or SIGTERM.";
    }

    @Override
    public TargetType.Opening opening(ConfigReader reader, ConnectorConfig connector) {
        KeyspacesSettings settings = KeyspacesConfig.read(reader, connector);
        return new TargetType.Opening(
                () -> KeyspacesTarget.open(settings), () -> KeyspacesTarget.openReadOnly(settings));
    }
}
