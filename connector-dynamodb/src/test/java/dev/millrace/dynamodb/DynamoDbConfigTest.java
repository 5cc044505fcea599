package dev.millrace.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.dynamodb.DynamoDbSettings.AutoCreate;
import dev.millrace.dynamodb.DynamoDbSettings.Nulls;
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

/** The section {@code target} and the keys of tables. */
class DynamoDbConfigTest {
    private static final String SMALL = """
            name: bank
            kafka:
              bootstrap.servers: localhost:9092
            topics: [bank.account]
            tables:
              - source: BANK.ACCOUNT
                target: account
                key: [account_id]
                columns: [account_id numeric(11,0), note text]
            """;

    @TempDir
    Path directory;

    private DynamoDbSettings read(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("connector.yaml"), yaml);
        ConfigReader reader = ConfigReader.of(file, Map.of());
        DynamoDbSettings settings = DynamoDbConfig.read(reader, ConnectorConfig.read(reader));
        reader.finish();
        return settings;
    }

    private List<String> problemPaths(String yaml) {
        return assertThrows(ConfigurationException.class, () -> read(yaml)).problems().stream()
                .map(Problem::path)
                .toList();
    }

    @Test
    void aSmallFileHasDefaultsForEverythingElse() throws IOException {
        DynamoDbSettings settings = read(SMALL);
        assertEquals(Optional.empty(), settings.region());
        assertEquals(Optional.empty(), settings.endpoint());
        assertEquals(AutoCreate.REFUSE, settings.autoCreate());
        assertEquals(Nulls.ABSENT, settings.nulls());
        assertEquals("millrace_progress", settings.progressTable());
        assertEquals(Optional.empty(), settings.tombstones());
        assertEquals(Optional.empty(), settings.tables().get(0).pk());
    }

    @Test
    void everyKeyIsRead() throws IOException {
        DynamoDbSettings settings = read(SMALL + """
                    pk: ACCT#{ACCOUNT_ID}
                    pk-name: PK
                    sk-name: SK
                replay-horizon: 14d
                dead-letter-defaults:
                  retention: 7d
                target:
                  region: eu-west-1
                  endpoint: http://127.0.0.1:8000
                  auto-create: true
                  nulls: null-type
                  in-flight: 7
                  request-timeout: 2s
                  progress-table: progress
                """);
        assertEquals(Optional.of("eu-west-1"), settings.region());
        assertEquals(Optional.of(URI.create("http://127.0.0.1:8000")), settings.endpoint());
        assertEquals(AutoCreate.CREATE, settings.autoCreate());
        assertEquals(Nulls.NULL_TYPE, settings.nulls());
        assertEquals(7, settings.inFlight());
        assertEquals(Duration.ofSeconds(2), settings.requestTimeout());
        assertEquals("progress", settings.progressTable());
        assertEquals(Optional.of(Duration.ofDays(14)), settings.tombstones());
        assertEquals(Optional.of("ACCT#{ACCOUNT_ID}"), settings.tables().get(0).pk());
        assertEquals("PK", settings.tables().get(0).pkName());
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertEquals(
                List.of(
                        "target.endpoint",
                        "target.in-flight",
                        "target.progress-table",
                        "target.region",
                        "tables[0].target",
                        "tables[0].sk",
                        "target.user"),
                problemPaths(SMALL.replace("target: account", "target: public/account") + """
                            sk: "{account_id}"
                        target:
                          region: EU (Frankfurt)
                          endpoint: localhost
                          in-flight: 0
                          progress-table: p
                          user: millrace
                        """));
    }

    @Test
    void anEndpointThatNoConnectionCanBeMadeToIsRefused() {
        for (String endpoint : List.of("http://127.0.0.1:80000", "ftp://127.0.0.1", "http:///path", "http://a b")) {
            assertEquals(
                    List.of("target.endpoint"),
                    problemPaths(SMALL + "target:\n  endpoint: \"" + endpoint + "\"\n"),
                    endpoint);
        }
    }

    @Test
    void theKeysOfATableThatIsNotSoundAreKnownAllTheSame() {
        assertEquals(
                List.of("tables[0].columns"),
                problemPaths(SMALL.replace("numeric(11,0)", "number") + "    pk: ACCT#{ACCOUNT_ID}\n"));
    }

    @Test
    void theProgressHasATableOfItsOwn() {
        assertEquals(List.of("target.progress-table"), problemPaths(SMALL + "target:\n  progress-table: account\n"));
    }
}
