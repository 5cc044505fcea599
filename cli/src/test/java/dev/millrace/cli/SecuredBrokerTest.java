package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.stack.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logins at a broker with TLS and SCRAM, as MSK has them. A login that works ends in the question for the topic, which is not
 * there.
 */
final class SecuredBrokerTest {
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required";

    @TempDir
    static Path directory;

    private static KafkaServer broker;
    private static Path authority;

    @BeforeAll
    static void startBroker() throws Exception {
        Path store = directory.resolve("broker.p12");
        authority = directory.resolve("authority.pem");
        Keytool.run(
                directory,
                List.of(
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=broker",
                        "-storetype",
                        "PKCS12",
                        "-ext",
                        "san=ip:127.0.0.1"),
                store);
        Keytool.run(
                directory, List.of("-exportcert", "-rfc", "-alias", "broker", "-file", authority.toString()), store);
        broker = KafkaServer.start(
                directory.resolve("broker"),
                List.of(
                        "listener.security.protocol.map=CLIENT:SASL_SSL,CONTROLLER:PLAINTEXT",
                        "sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512",
                        "sasl.mechanism.inter.broker.protocol=PLAIN",
                        "listener.name.client.plain.sasl.jaas.config=" + PLAIN
                                + " username=\"admin\" password=\"admin-secret\" user_admin=\"admin-secret\";",
                        "listener.name.client.scram-sha-512.sasl.jaas.config=" + SCRAM + ";",
                        "ssl.keystore.type=PKCS12",
                        "ssl.keystore.location=" + store,
                        "ssl.keystore.password=" + Keytool.PASSWORD,
                        "ssl.key.password=" + Keytool.PASSWORD,
                        "ssl.truststore.type=PEM",
                        "ssl.truststore.location=" + authority));
        addUser();
    }

    private static void addUser() throws Exception {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                PLAIN + " username=\"admin\" password=\"admin-secret\";",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority.toString());
        try (Admin admin = Admin.create(properties)) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            "millrace", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "hunter2")))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    private static Cli start(String password, String... kafka) throws IOException {
        return Cli.run("run", "postgres", "--config", write(password, kafka).toString());
    }

    private static Path write(String password, String... kafka) throws IOException {
        Path login = Files.writeString(
                directory.resolve("login"), SCRAM + " username=\"millrace\" password=\"" + password + "\";\n");
        Path file = directory.resolve("connector.yaml");
        return Files.writeString(file, """
                name: secured
                topics: [not.there]
                kafka:
                  bootstrap.servers: %s
                  sasl.mechanism: SCRAM-SHA-512
                  sasl.jaas.config-file: %s
                  %s
                target:
                  url: jdbc:postgresql://127.0.0.1:1/bank
                  user: millrace
                tables:
                  - {source: A, target: public.a, key: [id]}
                """.formatted(broker.bootstrapServers(), login, String.join("\n  ", kafka)));
    }

    private static String[] trusting() {
        return new String[] {
            "security.protocol: SASL_SSL", "ssl.truststore.type: PEM", "ssl.truststore.location: " + authority
        };
    }

    private static void assertRefused(String path, String what, Cli failed) {
        assertEquals(78, failed.exitCode(), failed::err);
        Errors.assertProblems(78, List.of("BROKER_REFUSED at " + path + ": " + what), failed);
    }

    @Test
    void aLoginFromASecretFileOverTlsIsAccepted() throws IOException {
        Errors.assertProblems(78, List.of("there is no topic not.there"), start("hunter2", trusting()));
    }

    @Test
    void aTruststoreMayStandInTheFileItself() throws IOException {
        String certificate = Files.readString(authority).strip().replace("\n", "\\n");
        Cli reached = start(
                "hunter2",
                "security.protocol: SASL_SSL",
                "ssl.truststore.type: PEM",
                "ssl.truststore.certificates: \"" + certificate + "\"");
        Errors.assertProblems(78, List.of("there is no topic not.there"), reached);
    }

    @Test
    void aWrongPasswordIsAMatterOfConfiguration() throws IOException {
        assertRefused(
                "kafka.sasl.jaas.config", "the broker refused the login (SCRAM-SHA-512)", start("wrong", trusting()));
    }

    @Test
    void aCertificateThatNobodyTrustsIsSaidAndNotATimeout() throws IOException {
        assertRefused(
                "kafka.ssl.truststore.location",
                "no authority that the connector trusts has signed the broker's certificate",
                start("hunter2", "security.protocol: SASL_SSL"));
    }

    @Test
    void aMechanismThatThePortDoesNotServeIsSaid() throws IOException {
        Path file = write("hunter2", trusting());
        Files.writeString(file, Files.readString(file).replace("SCRAM-SHA-512", "SCRAM-SHA-256"));
        assertRefused(
                "kafka.sasl.mechanism",
                "the port does not serve SCRAM-SHA-256",
                Cli.run("run", "postgres", "--config", file.toString()));
    }
}
