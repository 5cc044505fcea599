package dev.millrace.cli.run;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.dynamodb.DynamoDbConfig;
import dev.millrace.dynamodb.DynamoDbSettings;
import dev.millrace.dynamodb.DynamoDbTarget;
import picocli.CommandLine.Command;

/** {@code millrace run dynamodb}. */
@Command(name = "dynamodb", description = "Replicates into Amazon DynamoDB until Ctrl-C or SIGTERM.")
final class RunDynamoDbCommand extends RunConnectorCommand {
    @Override
    Opening opening(ConfigReader reader, ConnectorConfig connector) {
        DynamoDbSettings settings = DynamoDbConfig.read(reader, connector);
        return new Opening(() -> DynamoDbTarget.open(settings), () -> DynamoDbTarget.openReadOnly(settings));
    }
}
