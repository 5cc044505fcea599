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
        String name = reader.text(
                "name",
                "bank-postgres",
                "Name of the connector. Its consumer group, unless `kafka.group.id` is set; the application name that the database shows.");
        KafkaConfig kafka = KafkaConfig.read(reader, name);
        FormatConfig format = FormatConfig.read(reader);
        EngineConfig engine = EngineConfig.read(reader);
        ObserveConfig observe = ObserveConfig.read(reader);
        List<TableConfig> tables = TableConfig.readAll(reader, format);
        TableConfig.checkTopics(reader, tables, kafka.topics(), format);
        return new ConnectorConfig(name, kafka, TopicsConfig.read(reader), format, engine, observe, tables);
    }
}
