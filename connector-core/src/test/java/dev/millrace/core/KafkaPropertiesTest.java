package dev.millrace.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kafka's clients would refuse one by one is refused offline, all at once and with its path. */
class KafkaPropertiesTest {
    private static final String SCRAM_LOGIN =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\" password=\"secret\";";

    @TempDir
    private Path directory;

    private ConnectorConfig read(Map<String, String> environment, String... lines) throws IOException {
        String yaml = """
                name: bank
                topics: [bank]
                tables:
                  - {source: A, target: a, key: [id]}
                kafka:
                  bootstrap.servers: broker.invalid:9092
                """ + String.join("\n", lines);
        ConfigReader reader =
                ConfigReader.of(Files.writeString(directory.resolve("connector.yaml"), yaml), environment);
        ConnectorConfig config = ConnectorConfig.read(reader);
        KafkaProperties.check(reader, config);
        reader.finish();
        return config;
    }

    private List<Problem> problems(String... lines) {
        return assertThrows(ConfigurationException.class, () -> read(Map.of(), lines))
                .problems();
    }

    private Problem problem(String... lines) {
        List<Problem> problems = problems(lines);
        assertEquals(1, problems.size(), problems.toString());
        return problems.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enable.auto.commit: false",
                "auto.offset.reset: earliest",
                "key.deserializer: x",
                "value.deserializer: x",
                "key.serializer: x",
                "value.serializer: x",
                "acks: 1",
                "enable.idempotence: false",
                "transactional.id: t",
                "max.block.ms: 60000",
                "allow.auto.create.topics: true"
            })
    void whatThePromiseRestsOnMayNotBeSet(String property) {
        Problem problem = problem("  " + property);
        assertEquals(ProblemCode.CONFIG_VALUE_INVALID, problem.code());
        assertEquals("kafka." + property.replaceAll(":.*", ""), problem.path());
        assertTrue(problem.what().contains("the connector sets this property itself: "), problem.what());
    }

    @Test
    void aSlipInAPropertysNameIsFoundAndAPropertyOfAPlugInPasses() throws IOException {
        Problem slip = problem("  sasl.mechansim: PLAIN");
        assertEquals(ProblemCode.CONFIG_KEY_UNKNOWN, slip.code());
        assertTrue(slip.fix().contains("kafka.sasl.mechanism"), slip.fix());
        assertEquals(
                "1",
                read(Map.of(), "  my.interceptor.setting: 1")
                        .kafka()
                        .properties()
                        .get("my.interceptor.setting"));
    }

    @Test
    void everyValueThatKafkaRefusesIsToldAtOnce() {
        List<Problem> problems = problems(
                "  isolation.level: foo", "  fetch.min.bytes: many", "  security.protocol: TLS", "  linger.ms: -1");
        assertEquals(
                List.of("kafka.fetch.min.bytes", "kafka.isolation.level", "kafka.linger.ms", "kafka.security.protocol"),
                problems.stream().map(Problem::path).sorted().toList());
        problems.forEach(problem -> assertEquals(ProblemCode.CONFIG_VALUE_INVALID, problem.code()));
    }

    @Test
    void abortedTransactionsAreNeverRead() throws IOException {
        assertEquals(
                "kafka.isolation.level",
                problem("  isolation.level: read_uncommitted").path());
        assertEquals("read_committed", read(Map.of()).kafka().properties().get("isolation.level"));
    }

    @Test
    void theConsumerProtocolTakesNoPropertiesOfTheClassicOne() {
        List<Problem> problems =
                problems("  group.protocol: consumer", "  session.timeout.ms: 45000", "  heartbeat.interval.ms: 3000");
        assertEquals(
                List.of("kafka.heartbeat.interval.ms", "kafka.session.timeout.ms"),
                problems.stream().map(Problem::path).sorted().toList());
        problems.forEach(problem -> assertTrue(problem.fix().contains("group.consumer."), problem.fix()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'  max.poll.interval.ms: 9999'; kafka.max.poll.interval.ms",
                "'  max.poll.records: 50001'; kafka.max.poll.records",
                "engine: {revoke-budget: 20s, termination-grace: 1m}; engine.revoke-budget",
                "engine: {drain-budget: 26s}; engine.termination-grace",
                "engine: {termination-grace: 30s}; engine.termination-grace",
                "engine: {retry-first: 3s}; engine.retry-first",
                "engine: {revoke-budget: 3m, drain-budget: 10m, termination-grace: 1h}; engine.revoke-budget"
            })
    void boundsThatDependOnEachOtherAreChecked(String line, String path) {
        assertEquals(path, problem(line).path());
    }

    @Test
    void aLoginThatCannotBeReadIsToldWithoutItsContent() {
        Problem problem = problem(
                "  security.protocol: SASL_SSL",
                "  sasl.mechanism: SCRAM-SHA-512",
                "  sasl.jaas.config: " + SCRAM_LOGIN.replace(";", "").replace("secret", "secret\" top"));
        assertEquals("kafka.sasl.jaas.config", problem.path());
        assertFalse(problem.toString().contains("secret"), problem.toString());
        assertFalse(problem.toString().contains("top"), problem.toString());
    }

    @Test
    void aMissingLoginIsTold() {
        Problem problem = problem("  security.protocol: SASL_SSL", "  sasl.mechanism: SCRAM-SHA-512");
        assertEquals("kafka.sasl.jaas.config", problem.path());
        assertTrue(problem.what().contains("there is no login"), problem.what());
    }

    @Test
    void aLoginComesFromAFileWithoutItsLastLineEnd() throws IOException {
        Path login = Files.writeString(directory.resolve("login"), SCRAM_LOGIN + "\n");
        String[] lines = {
            "  security.protocol: SASL_SSL", "  sasl.mechanism: SCRAM-SHA-512", "  sasl.jaas.config-file: " + login
        };
        assertEquals(SCRAM_LOGIN, read(Map.of(), lines).kafka().properties().get("sasl.jaas.config"));
        assertEquals(
                SCRAM_LOGIN,
                read(
                                Map.of("MILLRACE_KAFKA_SASL_JAAS_CONFIG__FILE", login.toString()),
                                "  security.protocol: SASL_SSL",
                                "  sasl.mechanism: SCRAM-SHA-512")
                        .kafka()
                        .properties()
                        .get("sasl.jaas.config"));
    }

    @Test
    void aMissingOrEmptySecretFileIsNamed() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty"));
        List<Problem> problems =
                problems("  ssl.key.password-file: " + empty, "  ssl.keystore.password-file: /nowhere/secret");
        assertEquals(
                List.of("kafka.ssl.key.password-file", "kafka.ssl.keystore.password-file"),
                problems.stream().map(Problem::path).sorted().toList());
        assertTrue(problems.toString().contains("/nowhere/secret"));
    }

    @Test
    void aTruststoreThatIsMissingIsNamedOffline() {
        Problem problem = problem(
                "  security.protocol: SSL",
                "  ssl.truststore.type: PEM",
                "  ssl.truststore.location: /nowhere/authority.pem");
        assertEquals("kafka.ssl.truststore.location", problem.path());
        assertTrue(problem.what().contains("/nowhere/authority.pem"), problem.what());
    }

    @Test
    void aTruststoreOfAnotherTypeIsToldWithItsProperty() throws IOException {
        Path text = Files.writeString(directory.resolve("authority.pem"), "no certificate");
        Problem problem = problem(
                "  security.protocol: SSL", "  ssl.truststore.type: PKCS12", "  ssl.truststore.location: " + text);
        assertEquals("kafka.ssl.truststore.location", problem.path());
        assertFalse(problem.toString().contains("no certificate"), problem.toString());
    }

    /** Kafka's own way to read secrets from files works too; nothing in between expands its expressions. */
    @Test
    void kafkasConfigProvidersPassThrough() throws IOException {
        Path secrets = Files.writeString(directory.resolve("secrets.properties"), "login=" + SCRAM_LOGIN + "\n");
        String[] lines = {
            "  security.protocol: SASL_SSL",
            "  sasl.mechanism: SCRAM-SHA-512",
            "  config.providers: file",
            "  config.providers.file.class: org.apache.kafka.common.config.provider.FileConfigProvider",
            "  sasl.jaas.config: ${file:" + secrets + ":login}"
        };
        read(Map.of(), lines);
        Files.delete(secrets);
        assertTrue(
                problem(lines).what().contains(secrets.toString()),
                () -> problem(lines).what());
    }

    @Test
    void iamIsOnTheClassPathForEveryClient() throws IOException {
        ConnectorConfig config = read(
                Map.of(),
                "  security.protocol: SASL_SSL",
                "  sasl.mechanism: AWS_MSK_IAM",
                "  sasl.jaas.config: software.amazon.msk.auth.iam.IAMLoginModule required;",
                "  sasl.client.callback.handler.class: software.amazon.msk.auth.iam.IAMClientCallbackHandler");
        KafkaClients clients = new KafkaClients(config.kafka());
        for (Map<String, Object> properties :
                List.of(clients.consumerProperties(), clients.producerProperties(), clients.adminProperties())) {
            assertEquals("AWS_MSK_IAM", properties.get("sasl.mechanism"));
            assertEquals(
                    "software.amazon.msk.auth.iam.IAMClientCallbackHandler",
                    properties.get("sasl.client.callback.handler.class"));
            assertTrue(String.valueOf(properties.get("sasl.jaas.config")).contains("IAMLoginModule"));
        }
    }

    /** Another role is assumed at STS, which needs an HTTP client on the class path. */
    @Test
    void iamMayAssumeAnotherRole() throws IOException {
        read(
                Map.of(),
                "  security.protocol: SASL_SSL",
                "  sasl.mechanism: AWS_MSK_IAM",
                "  sasl.jaas.config: software.amazon.msk.auth.iam.IAMLoginModule required"
                        + " awsRoleArn=\"arn:aws:iam::111122223333:role/reader\" awsStsRegion=\"eu-central-1\";",
                "  sasl.client.callback.handler.class: software.amazon.msk.auth.iam.IAMClientCallbackHandler");
    }

    @Test
    void aLoginModuleThatIsNotThereIsTold() {
        Problem problem = problem(
                "  security.protocol: SASL_SSL",
                "  sasl.mechanism: AWS_MSK_IAM",
                "  sasl.jaas.config: software.amazon.msk.auth.iam.IamLogin required;",
                "  sasl.client.callback.handler.class: software.amazon.msk.auth.iam.IAMClientCallbackHandler");
        assertEquals("kafka.sasl.jaas.config", problem.path());
        assertTrue(problem.what().contains("IamLogin"), problem.what());
    }
}
