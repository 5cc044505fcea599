package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.redis.RedisSettings.Eviction;
import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.Login;
import dev.millrace.redis.RedisSettings.Mode;
import dev.millrace.redis.RedisSettings.Node;
import dev.millrace.redis.RedisSettings.TableSettings;
import dev.millrace.redis.RedisSettings.Tls;
import dev.millrace.redis.RedisSettings.VersionPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The section {@code target} and how tables are kept. */
class RedisConfigTest {
    private static final String TABLE = """
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
    private static final String SMALL = TABLE + """
            target:
              nodes: [redis.example.com]
            """;

    @TempDir
    Path directory;

    private RedisSettings read(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("connector.yaml"), yaml);
        ConfigReader reader = ConfigReader.of(file, Map.of());
        RedisSettings settings = RedisConfig.read(reader, ConnectorConfig.read(reader));
        reader.finish();
        return settings;
    }

    private List<Problem> problems(String yaml) {
        return assertThrows(ConfigurationException.class, () -> read(yaml)).problems();
    }

    private List<String> paths(String yaml) {
        return problems(yaml).stream().map(Problem::path).toList();
    }

    @Test
    void aSmallFileHasDefaultsForEverythingElse() throws IOException {
        RedisSettings settings = read(SMALL);
        assertEquals(
                new RedisSettings(
                        Mode.SINGLE,
                        List.of(new Node("redis.example.com", 6379)),
                        0,
                        new Login.None(),
                        Optional.of(new Tls(Optional.empty())),
                        Duration.ofSeconds(5),
                        OptionalInt.empty(),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        Eviction.REFUSE,
                        "millrace:progress",
                        Optional.empty(),
                        settings.tables(),
                        "bank"),
                settings);
        assertEquals(
                new TableSettings(
                        settings.tables().get(0).defined(),
                        Layout.HASH,
                        VersionPlace.INLINE,
                        Optional.empty(),
                        Optional.empty()),
                settings.tables().get(0));
    }

    @Test
    void everyKeyIsRead() throws IOException {
        Path ca = Files.writeString(directory.resolve("ca.pem"), "");
        RedisSettings settings = read(TABLE + """
                    layout: json
                    version: sidecar
                    key-template: a:{account_id}
                    ttl: 30d
                replay-horizon: 14d
                dead-letter-defaults:
                  retention: 7d
                target:
                  mode: cluster
                  nodes: [redis-1, "redis-2:7000", "[::1]:7001", "::1"]
                  database: 0
                  user: millrace
                  password: hush
                  tls: true
                  tls-ca-file: CA
                  request-timeout: 2s
                  min-replicas: 2
                  replica-timeout: 300ms
                  failover-rewind: 5m
                  allow-eviction: true
                  progress-key: progress
                """.replace("CA", ca.toString()));
        assertEquals(Mode.CLUSTER, settings.mode());
        assertEquals(
                List.of(
                        new Node("redis-1", 6379),
                        new Node("redis-2", 7000),
                        new Node("::1", 7001),
                        new Node("::1", 6379)),
                settings.nodes());
        assertEquals(new Login.Password(Optional.of("millrace"), "hush"), settings.login());
        assertEquals(Optional.of(new Tls(Optional.of(ca.toString()))), settings.tls());
        assertEquals(Duration.ofSeconds(2), settings.requestTimeout());
        assertEquals(OptionalInt.of(2), settings.minReplicas());
        assertEquals(Duration.ofMillis(300), settings.replicaTimeout());
        assertEquals(Duration.ofMinutes(5), settings.failoverRewind());
        assertEquals(Eviction.ALLOW, settings.eviction());
        assertEquals("progress", settings.progressKey());
        assertEquals(Optional.of(Duration.ofDays(14)), settings.tombstoneExpiry());
        TableSettings table = settings.tables().get(0);
        assertEquals(Layout.JSON, table.layout());
        assertEquals(VersionPlace.SIDECAR, table.versionPlace());
        assertEquals(Optional.of("a:{account_id}"), table.keyTemplate());
        assertEquals(Optional.of(Duration.ofDays(30)), table.ttl());
    }

    @Test
    void aLoginByIamHasAUserAndNoPassword() throws IOException {
        RedisSettings settings = read(SMALL + """
                  user: millrace
                  iam-cache: bank-cache
                  iam-serverless: true
                  region: eu-west-1
                """);
        assertEquals(new Login.Iam("millrace", "bank-cache", Optional.of("eu-west-1"), true), settings.login());
        assertEquals(
                List.of("target.user", "target.password", "target.tls"),
                paths(SMALL + "  iam-cache: bank-cache\n  password: hush\n  tls: false\n"));
        assertEquals(List.of("target.password"), paths(SMALL + "  user: millrace\n"));
        assertEquals(
                new Login.Password(Optional.empty(), "hush"),
                read(SMALL + "  password: hush\n  tls: false\n").login());
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertEquals(
                List.of(
                        "target.mode",
                        "target.nodes",
                        "target.database",
                        "target.tls",
                        "target.request-timeout",
                        "target.min-replicas",
                        "target.replica-timeout",
                        "target.failover-rewind",
                        "target.allow-eviction",
                        "tables[0].layout",
                        "tables[0].version",
                        "target.tls-ca-file",
                        "target.progress-key",
                        "tables[0].ttl",
                        "tables[0].key-template",
                        "target.endpoint"),
                paths(TABLE + """
                            layout: list
                            version: none
                            key-template: "{account_id"
                            ttl: 1d
                        target:
                          mode: sentinel
                          nodes: ["redis:0"]
                          database: -1
                          tls: maybe
                          tls-ca-file: /nowhere/ca.pem
                          request-timeout: 1ms
                          min-replicas: -1
                          replica-timeout: never
                          failover-rewind: 0s
                          allow-eviction: perhaps
                          progress-key: "{progress}"
                          endpoint: redis
                        """));
    }

    @Test
    void aSingleServerHasOneAddressAndAClusterOneDatabase() {
        assertEquals(List.of("target.nodes"), paths(TABLE + "target:\n  nodes: [a, b]\n"));
        assertEquals(List.of("target.nodes"), paths(TABLE + "target:\n  tls: false\n"));
        assertEquals(List.of("target.database"), paths(SMALL + "  mode: cluster\n  database: 1\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis:",
                ":6379",
                "redis:port",
                "redis:65536",
                "redis:123456",
                "redis:+1",
                "[::1",
                "[::1]6379",
                "[]:6379",
                "redis://default:hush@redis:6379",
                "default:hush@redis",
                "re dis"
            })
    void anAddressThatIsNoneIsRefusedAndNotRepeated(String node) {
        List<Problem> problems = problems(TABLE + "target:\n  nodes: [\"" + node + "\"]\n");
        assertEquals(
                List.of("target.nodes"), problems.stream().map(Problem::path).toList());
        assertFalse(problems.toString().contains("hush"));
    }

    @ParameterizedTest
    @CsvSource({
        "ttl,60s,sidecar",
        "ttl,500ms,inline",
        "key-template,'a:{note}',inline",
        "key-template,'{account_id}',inline"
    })
    void aTableThatIsNotSoundSaysWhere(String key, String value, String place) throws IOException {
        String yaml =
                SMALL.replace("target:\n", "    version: " + place + "\n    " + key + ": \"" + value + "\"\ntarget:\n");
        if (place.equals("sidecar")) {
            assertEquals(
                    Optional.of(Duration.ofMinutes(1)),
                    read(yaml).tables().get(0).ttl());
        } else {
            assertEquals("tables[0]." + key, paths(yaml).get(0));
        }
    }

    @Test
    void theKeysOfATableThatIsNotSoundAreKnownAllTheSame() {
        assertEquals(
                List.of("tables[0].columns"),
                paths(SMALL.replace("numeric(11,0)", "number").replace("target:\n", "    layout: json\ntarget:\n")));
    }

    @Test
    void passwordsAreNeverShown() throws IOException {
        RedisSettings settings = read(SMALL + "  user: millrace\n  password: hush-hush\n");
        assertFalse((settings + " " + settings.login()).contains("hush-hush"));
        assertFalse(problems(SMALL + "  password: hush-hush\n  iam-cache: a\n")
                .toString()
                .contains("hush-hush"));
    }
}
