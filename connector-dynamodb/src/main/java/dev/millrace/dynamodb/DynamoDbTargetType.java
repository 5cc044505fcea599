package dev.millrace.dynamodb;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.target.TargetType;

/** This connector, to be found on a class path. */
public final class DynamoDbTargetType implements TargetType {
    @Override
    public String name() {
        return "dynamodb";
    }

    @Override
    public String description() {
        return "Replicates into Amazon DynamoDB until Ctrl-C or SIGTERM.";
    }

    @Override
    public TargetType.Opening opening(ConfigReader reader, ConnectorConfig connector) {
        DynamoDbSettings settings = DynamoDbConfig.read(reader, connector);
        return new TargetType.Opening(() -> DynamoDbTarget.open(settings), () -> DynamoDbTarget.openReadOnly(settings));
    }
}
