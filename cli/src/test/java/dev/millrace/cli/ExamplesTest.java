package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.launcher.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of the documentation pass {@code --check}, with the secrets that they name in another directory. */
final class ExamplesTest {
    static final Path EXAMPLES = Path.of("../docs/examples");

    @TempDir
    static Path secrets;

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @BeforeAll
    static void writeSecrets() throws Exception {
        Files.writeString(secrets.resolve("database-password"), "secret\n");
        Files.copy(
                Path.of("../cdc-simulator/src/main/resources/bank/ACCOUNT.cpy"),
                Files.createDirectory(secrets.resolve("copybooks")).resolve("ACCOUNT.cpy"));
        Files.writeString(
                secrets.resolve("kafka-login"),
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\" password=\"p\";\n");
        Path store = secrets.resolve("client.p12");
        Keytool.run(
                secrets,
                List.of(
                        "-genkeypair",
                        "-alias",
                        "client",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=client",
                        "-storetype",
                        "PKCS12"),
                store);
        KeyStore keys = KeyStore.getInstance(store.toFile(), Keytool.PASSWORD.toCharArray());
        Files.writeString(
                secrets.resolve("client.pem"),
                Certificates.pem(
                                "PRIVATE KEY",
                                keys.getKey("client", Keytool.PASSWORD.toCharArray())
                                        .getEncoded())
                        + Certificates.pem(
                                "CERTIFICATE", keys.getCertificate("client").getEncoded()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyExamplePassesTheCheck(Path example) throws IOException {
        Path copy = secrets.resolve("connector.yaml");
        Files.writeString(copy, Files.readString(example).replace("/etc/millrace/", secrets + "/"));
        Cli checked = Cli.run("run", connector(example), "--config", copy.toString(), "--check");
        assertEquals(ExitCode.OK, checked.exitCode(), checked::err);
        assertTrue(checked.out().contains("is valid"), checked::out);
        assertEquals("", checked.err());
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, dynamodb",
        "postgres, keyspaces",
        "dynamodb, postgres",
        "keyspaces, postgres",
        "redis, postgres"
    })
    void aFileOfAnotherConnectorIsCalledThatFirst(String written, String started) {
        String example = EXAMPLES.resolve("connector-" + written + ".yaml").toString();
        Cli failed = Cli.run("run", started, "--config", example, "--check");
        assertEquals(ExitCode.CONFIGURATION, failed.exitCode());
        String first = failed.errLines().get(0);
        assertTrue(
                first.startsWith("error: CONFIG_KEY_UNKNOWN at target: the file seems to be for run " + written),
                first);
    }

    @Test
    void aFileWithAWrongKeyIsStillItsConnectors() throws IOException {
        Path copy = secrets.resolve("wrong-key.yaml");
        String example = Files.readString(EXAMPLES.resolve("connector-dynamodb.yaml"));
        Files.writeString(copy, example.replace("\n  region:", "\n  user: me\n  region:"));
        Errors.assertOneLine(
                ExitCode.CONFIGURATION,
                "CONFIG_KEY_UNKNOWN at target.user",
                Cli.run("run", "dynamodb", "--config", copy.toString(), "--check"));
    }

    /** Examples that are about Kafka and its records have PostgreSQL for their target. */
    private static String connector(Path example) {
        String name = example.getFileName().toString();
        return name.startsWith("connector-") ? name.replaceAll("connector-|[.]yaml", "") : "postgres";
    }

    @Test
    void theExamplesOfMskNeedTheirSecrets() {
        List<String> wrong = new ArrayList<>();
        for (String way : List.of("iam", "scram", "tls")) {
            Cli checked = Cli.run(
                    "run",
                    "postgres",
                    "--config",
                    EXAMPLES.resolve("msk-" + way + ".yaml").toString(),
                    "--check");
            assertEquals(ExitCode.CONFIGURATION, checked.exitCode(), way);
            wrong.addAll(checked.errLines().stream()
                    .map(line -> line.replaceAll("error: \\S+ at (\\S+):.*", "$1"))
                    .toList());
        }
        assertEquals(
                List.of(
                        "target.password-file",
                        "kafka.sasl.jaas.config-file",
                        "target.password-file",
                        "kafka.ssl.keystore.location",
                        "target.password-file"),
                wrong.stream().toList());
    }
}
