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
import dev.millrace.postgres.PostgresConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every key is declared where it is read; the documentation shows exactly these. */
class ConfigurationReferenceTest {
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");
    private static final Path EXAMPLE = Path.of("../docs/examples/connector-postgres.yaml");

    private static List<Key> postgres() {
        ConfigReader reader = ConfigReader.of(EXAMPLE, Map.of());
        PostgresConfig.read(reader, ConnectorConfig.read(reader));
        return reader.declared();
    }

    @Test
    void theDocumentedKeysAreThoseOfTheCode() throws IOException {
        String document = Files.readString(DOCUMENT);
        String filled =
                new ConfigurationReference().with("postgres", postgres()).filled(document);
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
    @Test
    void everyDocumentedVariableOverridesItsKey() {
        Map<String, String> nonsense = postgres().stream()
                .collect(Collectors.toMap(key -> key.variable().replace("_n_", "_0_"), key -> "nonsense"));
        ConfigReader reader = ConfigReader.of(EXAMPLE, nonsense);
        PostgresConfig.read(reader, ConnectorConfig.read(reader));
        List<Problem> problems =
                assertThrows(ConfigurationException.class, reader::finish).problems();
        Set<String> paths = problems.stream().map(Problem::path).collect(Collectors.toSet());
        assertFalse(problems.toString().contains("CONFIG_KEY_UNKNOWN"), problems::toString);
        for (Key key : postgres()) {
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

    @Test
    void theExampleHasEveryKeyThatIsNotKafkasOwn() throws IOException {
        String example = Files.readString(EXAMPLE);
        for (Key key : postgres()) {
            String last = key.path().replaceFirst(".*[.]", "");
            assertTrue(
                    key.path().startsWith("kafka.") || last.endsWith("-file") || example.contains(last + ":"),
                    () -> "docs/examples/connector-postgres.yaml lacks " + key.path());
        }
    }
}
