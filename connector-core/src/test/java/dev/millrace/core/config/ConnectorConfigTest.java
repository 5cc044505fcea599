package dev.millrace.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorConfigTest {
    private static final String FULL = """
            name: bank-postgres
            kafka:
              bootstrap.servers: broker-1:9092,broker-2:9092
              group:
                id: bank
              security.protocol: SASL_SSL
              sasl:
                mechanism: SCRAM-SHA-512
              max.poll.records: 700
            topics: [bank.account, bank.customer]
            format:
              type: precisely-json
              tags:
                stck: clock
                ordinal: sequence
            engine:
              lanes: 8
              batch-records: 500
              commit-interval: 100ms
              revoke-budget: 3s
              drain-budget: PT15S
              dependency-wait: 2m
              retry-first: 10 ms
              retry-limit: 1s
              max-ahead: 2h
            observe:
              host: 127.0.0.1
              port: 0
            tables:
              - source: BANK.ACCOUNT
                target: public.account
                key: [account_id]
                columns:
                  - account_id bigint
                  - balance numeric(12,2)
                ignored-columns: [FILLER-1, FILLER-2]
                epoch: 3
                revision: 4
                clock-offset: 1h
              - source: BANK.CUSTOMER
                target: public.customer
                key:
                  - branch
                  - customer_id
                columns: [branch char(4), balance numeric(12, 2), name text]
            """;

    private static final String SMALL = """
            name: bank
            kafka:
              bootstrap.servers: broker:9092
            topics: [bank]
            tables:
              - {source: A, target: a, key: [id]}
            """;

    @TempDir
    Path directory;

    private ConfigReader reader(String yaml, Map<String, String> environment) throws IOException {
        return ConfigReader.of(Files.writeString(directory.resolve("connector.yaml"), yaml), environment);
    }

    private ConnectorConfig read(String yaml, Map<String, String> environment) throws IOException {
        ConfigReader reader = reader(yaml, environment);
        ConnectorConfig config = ConnectorConfig.read(reader);
        reader.finish();
        return config;
    }

    private List<Problem> problems(String yaml, Map<String, String> environment) {
        return assertThrows(ConfigurationException.class, () -> read(yaml, environment))
                .problems();
    }

    private static Problem at(List<Problem> problems, String path) {
        List<Problem> found =
                problems.stream().filter(problem -> problem.path().equals(path)).toList();
        assertEquals(1, found.size(), () -> "problems at " + path + " of " + problems);
        return found.get(0);
    }

    @Test
    void topicsAreAsTheirSectionsSayAndTheRestIsTheBrokers() throws IOException {
        TopicsConfig topics = read(SMALL + """
                replay-horizon: 60d
                topic-defaults:
                  partitions: 12
                  replication: 3
                  min-insync-replicas: 2
                  retention: 7d
                dead-letter-defaults:
                  partitions: 1
                  retention: 30d
                """, Map.of()).topics();
        assertEquals(
                new TopicsConfig(
                        new TopicsConfig.Defaults(
                                OptionalInt.of(12),
                                OptionalInt.of(3),
                                OptionalInt.of(2),
                                Optional.of(KeepTime.of(Duration.ofDays(7)))),
                        new TopicsConfig.Defaults(
                                OptionalInt.of(1),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                Optional.of(KeepTime.of(Duration.ofDays(30)))),
                        KeepTime.of(Duration.ofDays(60))),
                topics);
    }

    @Test
    void withoutAWordTombstonesAndDeadLettersAreKeptForEver() throws IOException {
        TopicsConfig topics = read(SMALL, Map.of()).topics();
        assertEquals(KeepTime.FOREVER, topics.replayHorizon());
        assertEquals(Optional.of(KeepTime.FOREVER), topics.deadLetters().retention());
        assertEquals(Optional.empty(), topics.sources().retention());
        assertEquals(
                KeepTime.FOREVER,
                read(SMALL + "replay-horizon: infinite\n", Map.of()).topics().replayHorizon());
    }

    @Test
    void topicsThatOutliveTombstonesAndReplicasThatCannotBeAreProblems() {
        List<Problem> problems = problems(SMALL + """
                replay-horizon: 7d
                topic-defaults:
                  replication: 2
                  min-insync-replicas: 3
                  retention: 7d
                """, Map.of());
        assertEquals(3, problems.size(), problems::toString);
        assertEquals(
                "infinite is not shorter than the replay-horizon of 7d",
                at(problems, "dead-letter-defaults.retention").what());
        assertEquals(
                "7d is not shorter than the replay-horizon of 7d",
                at(problems, "topic-defaults.retention").what());
        assertTrue(at(problems, "topic-defaults.min-insync-replicas").what().startsWith("3 of 2 replicas"));
        assertEquals(1, problems(SMALL + "replay-horizon: 30s\n", Map.of()).size());
    }

    @Test
    void aFullFileIsReadAsItIsWritten() throws IOException {
        ConnectorConfig config = read(FULL, Map.of());
        assertEquals("bank-postgres", config.name());
        assertEquals(
                new KafkaConfig(
                        "broker-1:9092,broker-2:9092",
                        "bank",
                        List.of("bank.account", "bank.customer"),
                        Map.of(
                                "bootstrap.servers", "broker-1:9092,broker-2:9092",
                                "security.protocol", "SASL_SSL",
                                "sasl.mechanism", "SCRAM-SHA-512",
                                "max.poll.records", "700",
                                "isolation.level", "read_committed")),
                config.kafka());
        assertEquals(
                new FormatConfig.Tags(
                        "object_name", "change_op", "clock", "before_image", "after_image", Optional.of("sequence")),
                config.format().tags());
        assertEquals(
                new EngineConfig(
                        8,
                        500,
                        2,
                        50_000,
                        64,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(15),
                        Duration.ofMinutes(2),
                        Duration.ofMillis(10),
                        Duration.ofSeconds(1),
                        10,
                        EngineConfig.OnGap.STOP,
                        Duration.ofHours(2)),
                config.engine());
        assertEquals(
                new ObserveConfig("127.0.0.1", 0, Duration.ofSeconds(30), ObserveConfig.Logging.AUTO),
                config.observe());
        assertEquals(
                List.of(
                        new TableConfig(
                                "tables[0]",
                                "BANK.ACCOUNT",
                                "public.account",
                                Optional.empty(),
                                List.of("account_id"),
                                List.of(
                                        new ColumnDefinition("account_id", "bigint"),
                                        new ColumnDefinition("balance", "numeric(12,2)")),
                                List.of("FILLER-1", "FILLER-2"),
                                3,
                                4,
                                Duration.ofHours(1),
                                Optional.empty()),
                        new TableConfig(
                                "tables[1]",
                                "BANK.CUSTOMER",
                                "public.customer",
                                Optional.empty(),
                                List.of("branch", "customer_id"),
                                List.of(
                                        new ColumnDefinition("branch", "char(4)"),
                                        new ColumnDefinition("balance", "numeric(12,2)"),
                                        new ColumnDefinition("name", "text")),
                                List.of(),
                                0,
                                0,
                                Duration.ZERO,
                                Optional.empty())),
                config.tables());
    }

    @Test
    void aListInOneLineIsSplitBetweenItsColumnsAndNotInsideOfTheirTypes() throws IOException {
        String yaml = SMALL.replace("key: [id]", "key: id, columns: \"id bigint, balance numeric(12,2), name text\"");
        assertEquals(
                List.of(
                        new ColumnDefinition("id", "bigint"),
                        new ColumnDefinition("balance", "numeric(12,2)"),
                        new ColumnDefinition("name", "text")),
                read(yaml, Map.of()).tables().get(0).columns());
    }

    @Test
    void environmentVariablesStandOverTheFile() throws IOException {
        ConnectorConfig config = read(
                FULL,
                Map.of(
                        "MILLRACE_ENGINE_LANES", "2",
                        "MILLRACE_ENGINE_BATCH_RECORDS", "9",
                        "MILLRACE_KAFKA_SECURITY_PROTOCOL", "SSL",
                        "MILLRACE_KAFKA_BOOTSTRAP_SERVERS", "elsewhere:9092",
                        "MILLRACE_KAFKA_CLIENT_RACK", "a",
                        "MILLRACE_TABLES_0__EPOCH", "7",
                        "MILLRACE_NAME", "other"));
        assertEquals("other", config.name());
        assertEquals(2, config.engine().lanes());
        assertEquals(9, config.engine().batchRecords());
        assertEquals("SSL", config.kafka().properties().get("security.protocol"));
        assertEquals("a", config.kafka().properties().get("client.rack"));
        assertEquals("elsewhere:9092", config.kafka().bootstrapServers());
        assertEquals(7, config.tables().get(0).epoch());
    }

    @Test
    void anEnvironmentVariableReplacesAWholeList() throws IOException {
        assertEquals(
                List.of("x", "y"),
                read(FULL, Map.of("MILLRACE_TOPICS", "x, y")).kafka().topics());
    }

    @Test
    void anEnvironmentVariableReplacesOneValueOfAListAndAListInATable() throws IOException {
        ConnectorConfig config = read(
                FULL,
                Map.of(
                        "MILLRACE_TOPICS_1_", "bank.other",
                        "MILLRACE_TABLES_1__KEY", "region, branch",
                        "MILLRACE_TABLES_0__COLUMNS_1_", "balance numeric(14,2)"));
        assertEquals(List.of("bank.account", "bank.other"), config.kafka().topics());
        assertEquals(List.of("region", "branch"), config.tables().get(1).key());
        assertEquals(
                List.of(new ColumnDefinition("account_id", "bigint"), new ColumnDefinition("balance", "numeric(14,2)")),
                config.tables().get(0).columns());
    }

    @Test
    void whatIsNotGivenHasItsDefault() throws IOException {
        ConnectorConfig config = read(SMALL, Map.of());
        assertEquals("bank", config.kafka().group());
        assertEquals(4, config.engine().lanes());
        assertEquals(9404, config.observe().port());
    }

    @Test
    void brokersMayBeAList() throws IOException {
        String yaml = SMALL.replace("broker:9092", "[b-1:9092, b-2:9092]");
        KafkaConfig kafka = read(yaml, Map.of()).kafka();
        assertEquals("b-1:9092,b-2:9092", kafka.bootstrapServers());
        assertEquals("b-1:9092,b-2:9092", kafka.properties().get("bootstrap.servers"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a${b}c", "${PATH}", "$1$", "$${x}", "a\\b", "p%dev", "50%", "a,b", "#{x}"})
    void valuesAreTakenLiterally(String password) throws IOException {
        String yaml = SMALL + "target:\n  password: '" + password + "'\n";
        assertEquals(password, reader(yaml, Map.of()).secret("target.password", ""));
        assertEquals(
                password,
                reader(SMALL, Map.of("MILLRACE_TARGET_PASSWORD", password)).secret("target.password", ""));
        Map<String, String> kafka = reader(SMALL + "x: y", Map.of("MILLRACE_KAFKA_SSL_KEY_PASSWORD", password))
                .passThrough("kafka");
        assertEquals(password, kafka.get("ssl.key.password"));
        String inFile = SMALL.replace("topics:", "  ssl.key.password: '" + password + "'\ntopics:");
        assertEquals(password, reader(inFile, Map.of()).passThrough("kafka").get("ssl.key.password"));
    }

    @Test
    void aSecretComesFromItsFileWithoutTheLastLineEndOnly() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), " pass ${word} \n");
        String yaml = SMALL + "target:\n  password-file: " + secret + "\n";
        assertEquals(" pass ${word} ", reader(yaml, Map.of()).secret("target.password", ""));
    }

    @Test
    void aSecretFileThatIsMissingIsNamed() throws IOException {
        ConfigReader reader = reader(SMALL + "target:\n  password-file: /nowhere/secret\n", Map.of());
        ConnectorConfig.read(reader);
        assertEquals("", reader.secret("target.password", ""));
        List<Problem> problems =
                assertThrows(ConfigurationException.class, reader::finish).problems();
        assertTrue(at(problems, "target.password-file").what().contains("/nowhere/secret"));
    }

    @Test
    void allProblemsAreSaidAtOnceEachWithCodePathAndFix() {
        List<Problem> problems = problems("""
                name: bank
                topics: []
                engine:
                  lane: 4
                  lanes: many
                  batch-records: 0
                  retry-first: soon
                observe:
                  port: 70000
                format:
                  type: xml
                tables:
                  - {source: A, target: a, key: [id]}
                  - {source: A, target: a}
                  - {target: c, key: [id]}
                """, Map.of("MILLRACE_ENGINE_LAMES", "3"));
        assertEquals(ProblemCode.CONFIG_KEY_UNKNOWN, at(problems, "engine.lane").code());
        assertTrue(at(problems, "engine.lane").fix().contains("engine.lanes"));
        assertEquals(
                ProblemCode.CONFIG_VALUE_INVALID, at(problems, "engine.lanes").code());
        assertTrue(at(problems, "engine.batch-records").fix().contains("1 to 100000"));
        assertEquals(
                ProblemCode.CONFIG_VALUE_INVALID,
                at(problems, "engine.retry-first").code());
        assertEquals(
                ProblemCode.CONFIG_VALUE_INVALID, at(problems, "observe.port").code());
        assertTrue(at(problems, "format.type").fix().contains("precisely-json"));
        assertEquals(
                ProblemCode.CONFIG_VALUE_MISSING,
                at(problems, "kafka.bootstrap.servers").code());
        assertEquals(ProblemCode.CONFIG_VALUE_MISSING, at(problems, "topics").code());
        assertEquals(
                ProblemCode.CONFIG_VALUE_INVALID,
                at(problems, "tables[1].source").code());
        assertEquals(
                ProblemCode.CONFIG_VALUE_INVALID,
                at(problems, "tables[1].target").code());
        assertEquals(
                ProblemCode.CONFIG_VALUE_MISSING, at(problems, "tables[1].key").code());
        assertEquals(
                ProblemCode.CONFIG_VALUE_MISSING,
                at(problems, "tables[2].source").code());
        assertEquals(
                ProblemCode.CONFIG_KEY_UNKNOWN,
                at(problems, "MILLRACE_ENGINE_LAMES").code());
        problems.forEach(problem -> assertFalse(problem.fix().isBlank()));
        problems.forEach(problem -> assertEquals(1, problem.toString().lines().count()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-5S", "0s", "99999999d", "99999999999999999999h"})
    void aDurationThatTheEngineCannotUseIsRefused(String duration) {
        String yaml = SMALL + "engine:\n  retry-limit: " + duration + "\n";
        assertEquals(
                ProblemCode.CONFIG_VALUE_INVALID,
                at(problems(yaml, Map.of()), "engine.retry-limit").code());
    }

    @Test
    void aSourceClockBehindUtcHasANegativeOffset() throws IOException {
        String yaml = SMALL.replace("key: [id]", "key: [id], clock-offset: PT-5H");
        assertEquals(Duration.ofHours(-5), read(yaml, Map.of()).tables().get(0).clockOffset());
    }

    @Test
    void theVariablesThatKubernetesSetsForServicesAreNotConfiguration() throws IOException {
        read(
                SMALL,
                Map.of(
                        "MILLRACE_SERVICE_HOST", "10.0.0.1",
                        "MILLRACE_SERVICE_PORT", "9404",
                        "MILLRACE_SERVICE_PORT_HTTP", "9404",
                        "MILLRACE_PORT", "tcp://10.0.0.1:9404",
                        "MILLRACE_PORT_9404_TCP", "tcp://10.0.0.1:9404",
                        "MILLRACE_BANK_PORT_9404_TCP_PROTO", "tcp",
                        "MILLRACE_BANK_PORT_9404_TCP_ADDR", "10.0.0.1"));
    }

    @Test
    void aMissingFileIsOneProblem() {
        Path nowhere = directory.resolve("nowhere.yaml");
        ConfigurationException missing =
                assertThrows(ConfigurationException.class, () -> ConfigReader.of(nowhere, Map.of()));
        assertEquals(
                "CONFIG_FILE_UNREADABLE at " + nowhere + ": there is no such file."
                        + " Fix: give the path of a readable YAML file",
                missing.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [1, 2", "a: b: c", "\tname: x", "just text", "- a\n- b\n", "a: &x\n  b: *y\n"})
    void aFileThatIsNoYamlMappingIsOneLine(String text) {
        List<Problem> problems = problems(text, Map.of());
        assertEquals(1, problems.size());
        assertEquals(ProblemCode.CONFIG_FILE_UNREADABLE, problems.get(0).code());
        assertEquals(1, problems.get(0).toString().lines().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\nb: 2\na: 3\n", "a:\n  x: secret\n  x: secret\n", "a: 1\nb: 2\nc: [secret\n"})
    void aKeyGivenTwiceAndASlipOfSyntaxNameTheirLineAndNoContent(String text) {
        Problem problem = problems(text, Map.of()).get(0);
        assertEquals(ProblemCode.CONFIG_FILE_UNREADABLE, problem.code());
        assertTrue(problem.path().matches(".*:[34]"), problem.path());
        assertFalse(problem.toString().contains("secret"), problem.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n"})
    void anEmptyFileMissesEverythingThatIsNeeded(String text) {
        assertEquals(
                ProblemCode.CONFIG_VALUE_MISSING,
                at(problems(text, Map.of()), "name").code());
    }
}
