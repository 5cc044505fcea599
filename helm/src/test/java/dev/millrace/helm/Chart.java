package dev.millrace.helm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.Key;
import dev.millrace.core.target.TargetType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
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
        return read(everyKey).declared();
    }

    private ConfigReader read(Path configuration) {
        ConfigReader reader = ConfigReader.of(configuration, Map.of());
        TargetType type = ServiceLoader.load(TargetType.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.name().equals(connector()))
                .findFirst()
                .orElseThrow();
        TargetType.Opening ignored = type.opening(reader, ConnectorConfig.read(reader));
        return reader;
    }

    @Override
    public String toString() {
        return connector();
    }
}
