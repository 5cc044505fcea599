package dev.millrace.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.stack.KafkaServer;
import dev.millrace.stack.StackFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The policies for MSK, as rights at a broker that allows nothing else: they are enough, and each of them is needed for what docs/iam
 * says.
 */
@ExtendWith(SharedStack.class)
final class MskPolicyTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int USERS = 16;
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private static final String READING = "msk.json";
    private static final String CREATING = "msk-create-dead-letters.json";
    private static final String PUBLISHING = "msk-canary.json";

    @TempDir
    static Path directory;

    private static KafkaServer broker;
    private static int users;

    @BeforeAll
    static void startBroker() {
        String passwords = IntStream.range(0, USERS)
                .mapToObj(user -> "user_u" + user + "=\"secret\"")
                .collect(Collectors.joining(" "));
        broker = KafkaServer.start(
                directory.resolve("broker"),
                List.of(
                        "listener.security.protocol.map=CLIENT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "sasl.enabled.mechanisms=PLAIN",
                        "sasl.mechanism.inter.broker.protocol=PLAIN",
                        "listener.name.client.plain.sasl.jaas.config=" + PLAIN
                                + " username=\"admin\" password=\"secret\" user_admin=\"secret\" " + passwords + ";",
                        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        // The controller's listener has no login.
                        "super.users=User:admin;User:ANONYMOUS",
                        "allow.everyone.if.no.acl.found=false"));
    }

    @AfterAll
    static void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    private static Map<String, Object> login(String user) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                PLAIN + " username=\"" + user + "\" password=\"secret\";");
    }

    /** A user with these rights, and a connector's table that is named after him. */
    private record Prepared(String user, OneTable table) {

        static Prepared with(StackFile stack, List<String> files, Set<String> without) throws Exception {
            String user = "u" + users++;
            OneTable table = new OneTable(stack, "rights_" + user);
            try (Admin admin = Admin.create(login("admin"))) {
                admin.createAcls(MskPolicy.of(files, without, user, table))
                        .all()
                        .get(30, TimeUnit.SECONDS);
            }
            try (Broker asAdmin = new Broker(login("admin"))) {
                asAdmin.createTopic(table.topic());
            }
            return new Prepared(user, table);
        }

        String config(String... kafka) throws Exception {
            Map<String, Object> login = login(user);
            String lines = login.entrySet().stream()
                    .map(property -> "  " + property.getKey() + ": '" + property.getValue() + "'")
                    .collect(Collectors.joining("\n"));
            String more = List.of(kafka).stream().map(line -> "\n  " + line).collect(Collectors.joining());
            return OneTable.write(
                    directory,
                    table.yaml()
                            .replace(
                                    "  bootstrap.servers: "
                                            + table.stack().kafka().bootstrapServers(),
                                    lines + more));
        }

        Cli refused() throws Exception {
            try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", config())) {
                return connector.awaitEnd(LIMIT);
            }
        }
    }

    private static void assertReplicates(Prepared it, CommandProcess connector) throws Exception {
        OneTable table = it.table();
        try (Broker asAdmin = new Broker(login("admin"))) {
            asAdmin.send(table.topic(), "1", Changes.insert(1, "one", "1.00"));
            asAdmin.send(table.topic(), "2", "no change at all".getBytes(StandardCharsets.UTF_8), Map.of());
            // The connector makes the table first.
            await().atMost(LIMIT).ignoreExceptionsInstanceOf(SQLException.class).untilAsserted(() -> {
                assertEquals(List.of("1|one|1.00"), table.rows(), connector::err);
                assertEquals(1, asAdmin.read(table.deadLetters()).size(), connector::err);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"group.protocol: classic", "group.protocol: consumer"})
    void thePoliciesAreEnough(String protocol, StackFile stack) throws Exception {
        Prepared it = Prepared.with(stack, List.of(READING, CREATING), Set.of());
        try (CommandProcess connector =
                CommandProcess.start(directory, "run", "postgres", "--config", it.config(protocol))) {
            assertReplicates(it, connector);
        }
    }

    @Test
    void whereTheDeadLetterTopicIsThereNobodyHasToCreateIt(StackFile stack) throws Exception {
        Prepared it = Prepared.with(stack, List.of(READING), Set.of());
        try (Broker asAdmin = new Broker(login("admin"))) {
            asAdmin.createTopic(it.table().deadLetters());
        }
        try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", it.config())) {
            assertReplicates(it, connector);
        }
    }

    /** It takes the connector's file, with topics that its own role does not name. */
    @Test
    void theCanaryNeedsRightsToItsOwnTopicOnly(StackFile stack) throws Exception {
        Prepared it = Prepared.with(stack, List.of(READING, PUBLISHING), Set.of());
        OneTable table = it.table();
        String others = table.name() + ".others";
        String canary = Files.readString(Path.of(it.config()))
                .replace("\n  - " + table.topic() + "\n", "\n  - " + others + "\n  - " + table.topic() + "\n")
                .replace("    key: [id]\n", "    key: [id]\n    topic: " + table.topic() + "\n");
        String connector = canary.replace("username=\"" + it.user() + "\"", "username=\"admin\"");
        try (Broker asAdmin = new Broker(login("admin"))) {
            asAdmin.createTopic(others);
        }
        try (CommandProcess running =
                CommandProcess.start(directory, "run", "postgres", "--config", OneTable.write(directory, connector))) {
            assertReplicates(it, running);
            Cli seen = Cli.run(
                    "canary",
                    "--config",
                    OneTable.write(directory, canary),
                    "--table",
                    OneTable.SOURCE,
                    "--values",
                    Changes.image(2, "canary", "0.01"));
            assertEquals(0, seen.exitCode(), seen::err);
        }
    }

    /** Kept in the policies for MSK, whose own broker may differ. */
    @Test
    void aBrokerOfApacheKafkaAsksForTheseTwoInVain(StackFile stack) throws Exception {
        Prepared it =
                Prepared.with(stack, List.of(READING, CREATING), Set.of("DescribeCluster", "WriteDataIdempotently"));
        try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", it.config())) {
            assertReplicates(it, connector);
        }
    }

    @Test
    void withoutTheSettingsOfTopicsTheStartWarnsAndGoesOn(StackFile stack) throws Exception {
        Prepared it = Prepared.with(stack, List.of(READING, CREATING), Set.of("DescribeTopicDynamicConfiguration"));
        try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", it.config())) {
            connector.awaitText("TOPIC_NOT_CHECKED", LIMIT);
            assertReplicates(it, connector);
        }
    }

    @ParameterizedTest(name = "without {0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ReadData DescribeTopic WriteData | 78 | BROKER_REFUSED",
                "CreateTopic | 78 | BROKER_REFUSED",
                "ReadData | 1 | BROKER_REFUSED",
                "AlterGroup | 1 | BROKER_REFUSED",
                "AlterGroup DescribeGroup | 1 | BROKER_REFUSED",
            })
    void eachOfTheOthersIsMissed(String without, int exitCode, String code, StackFile stack) throws Exception {
        Prepared it = Prepared.with(stack, List.of(READING, CREATING), new HashSet<>(List.of(without.split(" ", -1))));
        Cli refused = it.refused();
        assertEquals(exitCode, refused.exitCode(), refused::err);
        assertTrue(refused.err().contains(code), refused::err);
    }

    @Test
    void withoutWriteDataALetterIsNotStoredAndItsRecordWaits(StackFile stack) throws Exception {
        Prepared it = Prepared.with(stack, List.of(READING, CREATING), Set.of("WriteData"));
        OneTable table = it.table();
        try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", it.config());
                Broker asAdmin = new Broker(login("admin"))) {
            asAdmin.send(table.topic(), "2", "no change at all".getBytes(StandardCharsets.UTF_8), Map.of());
            connector.awaitText("a dead letter was not stored and is sent again", LIMIT);
            assertEquals(0, asAdmin.read(table.deadLetters()).size());
            assertTrue(asAdmin.committed(table.name(), table.topic())
                    .filter(offset -> offset > 0)
                    .isEmpty());
        }
    }
}
