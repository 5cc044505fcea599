package dev.millrace.helm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.Key;
import dev.millrace.dynamodb.DynamoDbConfig;
import dev.millrace.keyspaces.KeyspacesConfig;
import dev.millrace.postgres.PostgresConfig;
import dev.millrace.redis.RedisConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A connector's chart, and what reads the connector's configuration. */
enum Chart {
    POSTGRES,
    DYNAMODB,
    KEYSPACES,
    REDIS;

    /** The directory of the charts: that of the module. */
    static final Path CHARTS = Path.of("").toAbsolutePath();

    static final Path LIBRARY = CHARTS.resolve("library");

    /** The connector's name, as in {@code run postgres}. */
    String connector() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return "connector-" + connector();
    }

    Path directory() {
        return CHARTS.resolve(title());
    }

    ObjectNode defaults() {
        return Yaml.object(directory().resolve("values.yaml"));
    }

    ObjectNode metadata() {
        return Yaml.object(directory().resolve("Chart.yaml"));
    }

    /** The values files that come with the chart, in the order of their names. */
    List<Path> examples() {
        try (Stream<Path> files = Files.list(directory().resolve("examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The least that the chart needs. */
    Path minimal() {
        return directory().resolve("examples").resolve("minimal.yaml");
    }

    /** Every key of the connector's configuration, in the order of reading. */
    List<Key> keys() {
        Path everyKey = CHARTS.resolve("../docs/examples/" + title() + ".yaml");
        return read(everyKey, Map.of()).declared();
    }

    /** Reads a configuration as the connector does; its problems come with the reader's {@code finish()}. */
    ConfigReader read(Path configuration, Map<String, String> environment) {
        ConfigReader reader = ConfigReader.of(configuration, environment);
        ConnectorConfig connector = ConnectorConfig.read(reader);
        Object ignored = switch (this) {
            case POSTGRES -> PostgresConfig.read(reader, connector);
            case DYNAMODB -> DynamoDbConfig.read(reader, connector);
            case KEYSPACES -> KeyspacesConfig.read(reader, connector);
            case REDIS -> RedisConfig.read(reader, connector);
        };
        return reader;
    }

    @Override
    public String toString() {
        return connector();
    }
}
