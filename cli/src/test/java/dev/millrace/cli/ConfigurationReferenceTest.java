package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.Key;
import dev.millrace.postgres.PostgresConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
