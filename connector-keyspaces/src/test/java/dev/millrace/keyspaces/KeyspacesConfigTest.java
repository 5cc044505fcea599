package dev.millrace.keyspaces;

import static dev.millrace.core.config.ProblemCode.CONFIG_VALUE_INVALID;
import static dev.millrace.core.config.ProblemCode.CONFIG_VALUE_MISSING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.keyspaces.KeyspacesSettings.ContactPoint;
import dev.millrace.keyspaces.KeyspacesSettings.Login;
import dev.millrace.keyspaces.KeyspacesSettings.Service;
import dev.millrace.keyspaces.KeyspacesSettings.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The section {@code target}, and what is refused without a server. */
class KeyspacesConfigTest {
    private static final String VALID = """
            name: bank
            topics: [bank]
            kafka:
              bootstrap.servers: broker:9092
            target:
              contact-points: ["cassandra.eu-central-1.amazonaws.com"]
              local-datacenter: eu-central-1
              keyspace: bank
            tables:
              - source: BANK.ACCOUNT
                target: account
                key: [branch, nr]
                partition-key: [branch]
                columns: [branch char(4), nr bigint, "balance numeric(12,2)"]
            """;

    @TempDir
    private Path directory;

    private KeyspacesSettings read(String yaml) throws IOException {
        Path file = directory.resolve("connector.yaml");
        Files.writeString(file, yaml);
        ConfigReader reader = ConfigReader.of(file, Map.of());
        KeyspacesSettings settings = KeyspacesConfig.read(reader, ConnectorConfig.read(reader));
        reader.finish();
        return settings;
    }

    private void expectOne(String yaml, ProblemCode code, String path, String what) {
        List<Problem> problems =
                assertThrows(ConfigurationException.class, () -> read(yaml)).problems();
        assertEquals(1, problems.size(), problems::toString);
        assertEquals(code, problems.get(0).code());
        assertEquals(path, problems.get(0).path());
        assertTrue(problems.get(0).what().contains(what), problems::toString);
    }

    @Test
    void theServiceIsSpokenToEncryptedAndSigned() throws IOException {
        KeyspacesSettings settings = read(VALID);
        assertEquals(Service.KEYSPACES, settings.service());
        assertEquals(List.of(new ContactPoint("cassandra.eu-central-1.amazonaws.com", 9142)), settings.contactPoints());
        assertEquals(new Login.SigV4(), settings.login());
        assertEquals(
                Optional.of(new Tls(Optional.empty(), Optional.of("cassandra.eu-central-1.amazonaws.com"))),
                settings.tls());
        assertEquals(List.of("branch"), settings.tables().get(0).partitionKey());
    }

    @Test
    void aCassandraHasItsOwnPortAndItsNodesTheirOwnNames() throws IOException {
        KeyspacesSettings settings = read(VALID.replace("target:\n  ", "target:\n  service: cassandra\n  ")
                .replace("[\"cassandra.eu-central-1.amazonaws.com\"]", "[node-1, \"node-2:9043\"]"));
        assertEquals(
                List.of(new ContactPoint("node-1", 9042), new ContactPoint("node-2", 9043)), settings.contactPoints());
        assertEquals(new Login.None(), settings.login());
        assertEquals(Optional.of(new Tls(Optional.empty(), Optional.empty())), settings.tls());
    }

    @Test
    void aUserTakesThePlaceOfSignatures() throws IOException {
        KeyspacesSettings settings =
                read(VALID.replace("  keyspace: bank", "  keyspace: bank\n  user: u\n  password: very-secret"));
        assertEquals(new Login.Password("u", "very-secret"), settings.login());
        assertFalse(settings.toString().contains("very-secret"));
        assertFalse(settings.login().toString().contains("very-secret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "keyspace: bank; keyspace: my-bank; target.keyspace; is no name of a keyspace",
                "target: account; target: bank.account; tables[0].target; is no name of a keyspace or table",
                "target: account; target: millrace_progress; tables[0].target; progress is kept in a table of this name",
                "partition-key: [branch]; partition-key: [balance]; tables[0].partition-key; is no column of the key",
                "partition-key: [branch]; partition-key: [nr, nr]; tables[0].partition-key; stands there twice",
                "\"balance numeric(12,2)\"; millrace_deleted boolean; tables[0].columns; is the connector's own column",
                "keyspace: bank; keyspace: bank\\n  tls: false; target.tls; takes encrypted connections only",
                "keyspace: bank; keyspace: bank\\n  tls-ca-file: /no/file; target.tls-ca-file; cannot be read",
                "keyspace: bank; keyspace: bank\\n  control-endpoint: here; target.control-endpoint; is no address of http or https",
                "keyspace: bank; keyspace: bank\\n  control-endpoint: ftp://host; target.control-endpoint; is no address of http or https",
                "keyspace: bank; keyspace: bank\\n  control-endpoint: localhost:4566; target.control-endpoint; is no address of http or https",
                "keyspace: bank; keyspace: bank\\n  control-endpoint: http://localhost:80000; target.control-endpoint; is no address of http or https",
                "amazonaws.com\"; amazonaws.com:x\"; target.contact-points; is no host with a port",
                "[branch char(4),; [branch float,; tables[0].columns; is no type",
                "(12,2)\"]; (12,2)\", \"d array<array<array<array<array<array<text>>>>>>\"]; tables[0].columns; more than 5 arrays and groups"
            })
    void whatNeedsNoServerIsRefusedOffline(String valid, String wrong, String path, String what) {
        expectOne(VALID.replace(valid, wrong.replace("\\n", "\n")), CONFIG_VALUE_INVALID, path, what);
    }

    @ParameterizedTest
    @CsvSource({
        "node, node, 9142, node:9142",
        "node:9043, node, 9043, node:9043",
        "::1, ::1, 9142, [::1]:9142",
        "fe80::1:2:3, fe80::1:2:3, 9142, [fe80::1:2:3]:9142",
        "[::1], ::1, 9142, [::1]:9142",
        "[::1]:9043, ::1, 9043, [::1]:9043"
    })
    void aContactPointIsAHostWithOrWithoutAPort(String written, String host, int port, String shown)
            throws IOException {
        ContactPoint point = read(VALID.replace("cassandra.eu-central-1.amazonaws.com", written))
                .contactPoints()
                .get(0);
        assertEquals(new ContactPoint(host, port), point);
        assertEquals(shown, point.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":9042",
                "node:",
                "node:0",
                "node:65536",
                "node:+1",
                "[::1",
                "[]:1",
                "[::1]:x",
                "[::1]9042",
                "https://node:9142"
            })
    void whatIsNoContactPointIsTold(String written) {
        expectOne(
                VALID.replace("cassandra.eu-central-1.amazonaws.com", written),
                CONFIG_VALUE_INVALID,
                "target.contact-points",
                "is no host with a port");
    }

    /** It would be taken for a login, and requests go out without one. */
    @ParameterizedTest
    @ValueSource(strings = {"keyspaces", "cassandra"})
    void aPasswordOfNobodyIsTold(String service) {
        expectOne(
                VALID.replace("  keyspace: bank", "  keyspace: bank\n  password: secret\n  service: " + service),
                CONFIG_VALUE_MISSING,
                "target.user",
                "nobody whose it is");
    }

    @Test
    void columnsAreNeeded() {
        expectOne(
                VALID.replaceAll("    columns: .*\n", ""),
                CONFIG_VALUE_MISSING,
                "tables[0].columns",
                "does not know the columns' types");
    }

    @Test
    void moreColumnsThanAStatementWritesAreRefused() throws IOException {
        assertEquals(
                225,
                read(withColumns(223))
                        .tables()
                        .get(0)
                        .defined()
                        .table()
                        .columns()
                        .size());
        expectOne(withColumns(224), CONFIG_VALUE_INVALID, "tables[0].columns", "this table has 226");
    }

    /** @param count outside the key */
    private static String withColumns(int count) {
        String columns =
                IntStream.range(0, count).mapToObj(i -> "c" + i + " text").collect(Collectors.joining(", "));
        return VALID.replace("\"balance numeric(12,2)\"", columns);
    }
}
