package dev.millrace.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.config.RegistryConfig.Kind;
import dev.millrace.core.config.RegistryConfig.Login;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryConfigTest {
    private static final String BANK = """
            name: bank
            kafka:
              bootstrap.servers: broker:9092
            topics: [bank]
            tables:
              - {source: A, target: a, key: [id]}
            """;
    private static final String URL = "url: https://registry:8081/api/";

    @TempDir
    Path directory;

    private ConnectorConfig read(String type, String... lines) throws IOException {
        Path file = directory.resolve("connector.yaml");
        String registry = lines.length == 0 ? "" : "  registry:\n    " + String.join("\n    ", lines) + "\n";
        Files.writeString(file, BANK + "format:\n  type: " + type + "\n" + registry);
        ConfigReader reader = ConfigReader.of(file, Map.of());
        ConnectorConfig config = ConnectorConfig.read(reader);
        reader.finish();
        return config;
    }

    private List<String> refused(String type, String... lines) {
        return assertThrows(ConfigurationException.class, () -> read(type, lines)).problems().stream()
                .map(problem -> problem.code() + " " + problem.path())
                .toList();
    }

    @Test
    void a_registry_is_read_as_it_is_written() throws IOException {
        assertEquals(
                Optional.of(new RegistryConfig(
                        Kind.CONFLUENT,
                        Optional.of(URI.create("https://registry:8081/api")),
                        new Login.Basic("me", "p"),
                        Optional.of("/ca.pem"),
                        Duration.ofSeconds(2),
                        Optional.empty())),
                read("precisely-avro", URL, "user: me", "password: p", "ca-file: /ca.pem", "timeout: 2s")
                        .format()
                        .registry());
        assertEquals(
                Optional.of(new RegistryConfig(
                        Kind.GLUE,
                        Optional.empty(),
                        new Login.None(),
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        Optional.of("eu-central-1"))),
                read("precisely-avro", "type: glue", "region: eu-central-1")
                        .format()
                        .registry());
    }

    @Test
    void records_that_name_no_schema_have_no_registry() throws IOException {
        assertEquals(List.of("CONFIG_VALUE_INVALID format.registry"), refused("precisely-json", URL));
        assertEquals(Optional.empty(), read("precisely-json").format().registry());
    }

    @Test
    void what_a_registry_needs_is_asked_for() {
        assertEquals(List.of("CONFIG_VALUE_MISSING format.registry.url"), refused("precisely-avro"));
        assertEquals(List.of("CONFIG_VALUE_MISSING format.registry.region"), refused("precisely-avro", "type: glue"));
        assertEquals(
                List.of("CONFIG_VALUE_MISSING format.registry.user"), refused("precisely-avro", URL, "password: p"));
        assertEquals(
                List.of("CONFIG_VALUE_INVALID format.registry.token"),
                refused("precisely-avro", URL, "user: me", "token: t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry:8081", "ftp://registry", "https://me:secret@registry", "http://", "a b"})
    void an_address_that_is_none_is_refused_and_not_shown(String url) {
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> read("precisely-avro", "url: \"" + url + "\""));
        assertEquals("format.registry.url", refused.problems().get(0).path());
        assertFalse(refused.problems().toString().contains("secret"));
    }

    @Test
    void secrets_are_not_in_the_text_of_a_login() {
        assertFalse(new Login.Basic("me", "secret").toString().contains("secret"));
        assertFalse(new Login.Bearer("secret").toString().contains("secret"));
    }

    @Test
    void debeziums_records_have_every_column_and_need_no_row_before() {
        assertEquals(
                List.of("CONFIG_VALUE_INVALID format.update-images"),
                refused("debezium\n  engine: mysql\n  update-images: after"));
        assertEquals(List.of("CONFIG_VALUE_INVALID format.engine"), refused("dms\n  engine: mysql"));
    }
}
