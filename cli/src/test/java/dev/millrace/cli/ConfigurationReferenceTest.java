package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.Key;
import dev.millrace.core.config.Problem;
import dev.millrace.dynamodb.DynamoDbConfig;
import dev.millrace.keyspaces.KeyspacesConfig;
import dev.millrace.postgres.PostgresConfig;
import dev.millrace.redis.RedisConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key is declared where it is read; the documentation shows exactly these. */
class ConfigurationReferenceTest {
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");
    private static final Path EXAMPLES = Path.of("../docs/examples");

    /** A kind of target, and what reads its keys. */
    record Connector(String title, BiConsumer<ConfigReader, ConnectorConfig> reading) {

        Path example() {
            return EXAMPLES.resolve("connector-" + title + ".yaml");
        }

        ConfigReader read(Map<String, String> environment) {
            ConfigReader reader = ConfigReader.of(example(), environment);
            reading.accept(reader, ConnectorConfig.read(reader));
            return reader;
        }

        List<Key> keys() {
            return read(Map.of()).declared();
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /** PostgreSQL first: what all have is documented as it has it. */
    static List<Connector> connectors() {
        return List.of(
                new Connector("postgres", PostgresConfig::read),
                new Connector("dynamodb", DynamoDbConfig::read),
                new Connector("keyspaces", KeyspacesConfig::read),
                new Connector("redis", RedisConfig::read));
    }

    @Test
    void theDocumentedKeysAreThoseOfTheCode() throws IOException {
        String document = Files.readString(DOCUMENT);
        ConfigurationReference reference = new ConfigurationReference();
        for (Connector connector : connectors()) {
            reference.with(connector.title(), connector.keys());
        }
        String filled = reference.filled(document);
        if (Boolean.getBoolean("millrace.docs.write")) {
            Files.writeString(DOCUMENT, filled);
            return;
        }
        assertEquals(
                filled,
                document,
                "docs/configuration.md differs from the code. Write it again: ./mvnw -pl cli -am verify"
                        + " -Dtest=ConfigurationReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dmillrace.docs.write=true");
    }

    /** No number, no duration, no choice: whatever has bounds must complain where its variable arrives. */
    @ParameterizedTest
    @MethodSource("connectors")
    void everyDocumentedVariableOverridesItsKey(Connector connector) {
        Map<String, String> nonsense = connector.keys().stream()
                .collect(Collectors.toMap(key -> key.variable().replace("_n_", "_0_"), key -> "nonsense"));
        ConfigReader reader = connector.read(nonsense);
        List<Problem> problems =
                assertThrows(ConfigurationException.class, reader::finish).problems();
        Set<String> paths = problems.stream().map(Problem::path).collect(Collectors.toSet());
        assertFalse(problems.toString().contains("CONFIG_KEY_UNKNOWN"), problems::toString);
        for (Key key : connector.keys()) {
            boolean bounded = key.kind().startsWith("whole")
                    || key.kind().startsWith("duration")
                    || key.kind().startsWith("`");
            assertTrue(
                    !bounded
                            || key.path().startsWith("kafka.")
                            || paths.contains(key.path().replace("[n]", "[0]")),
                    () -> key.variable() + " does not override " + key.path());
        }
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void theExampleHasEveryKeyThatIsNotKafkasOwn(Connector connector) throws IOException {
        String example = Files.readString(connector.example());
        for (Key key : connector.keys()) {
            String last = key.path().replaceFirst(".*[.]", "");
            assertTrue(
                    key.path().startsWith("kafka.") || last.endsWith("-file") || example.contains(last + ":"),
                    () -> connector.example() + " lacks " + key.path());
        }
    }
}
