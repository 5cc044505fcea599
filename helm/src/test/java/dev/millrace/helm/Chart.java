package dev.millrace.helm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.Key;
import dev.millrace.core.target.TargetType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;

/** A connector's chart, and what reads the connector's configuration. */
enum Chart implements InstallableChart {
    POSTGRES,
    DYNAMODB,
    KEYSPACES,
    REDIS;

    /** The connector's name, as in {@code run postgres}. */
    String connector() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return "connector-" + connector();
    }

    @Override
    public String image() {
        return "millrace/" + title();
    }

    @Override
    public CommonPart common() {
        return CommonPart.whole();
    }

    @Override
    public ObjectNode configSchema() {
        return ConfigSchema.of(keys());
    }

    /** Every key of the connector's configuration, in the order of reading. */
    private List<Key> keys() {
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
