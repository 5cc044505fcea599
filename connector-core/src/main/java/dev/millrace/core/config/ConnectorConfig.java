package dev.millrace.core.config;

import java.util.List;

/**
 * What all connectors have in common; a connector reads its own section {@code target} from the same reader before
 * {@link ConfigReader#finish()}.
 *
 * @param name of the connector; its consumer group too, unless {@code kafka.group.id} says otherwise
 */
public record ConnectorConfig(
        String name,
        KafkaConfig kafka,
        TopicsConfig topics,
        FormatConfig format,
        EngineConfig engine,
        ObserveConfig observe,
        List<TableConfig> tables) {

    public static ConnectorConfig read(ConfigReader reader) {
        String name = reader.text("name", "bank-postgres");
        return new ConnectorConfig(
                name,
                KafkaConfig.read(reader, name),
                TopicsConfig.read(reader),
                FormatConfig.read(reader),
                EngineConfig.read(reader),
                ObserveConfig.read(reader),
                TableConfig.readAll(reader));
    }
}
