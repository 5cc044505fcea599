package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.stack.StackFile;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong before the first record, against real servers. */
@ExtendWith(SharedStack.class)
final class ConnectorErrorsTest {
    @TempDir
    Path directory;

    @Test
    void an_unreachable_broker_is_said_within_20_seconds(StackFile stack) throws Exception {
        String yaml = new OneTable(stack, "no_broker").yaml();
        String config =
                OneTable.write(directory, yaml.replace(stack.kafka().bootstrapServers(), "127.0.0.1:" + closedPort()));
        try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", config)) {
            Cli failed = connector.awaitEnd(Duration.ofSeconds(20 + 10));
            Errors.assertOneLine(69, "BROKER_UNREACHABLE at kafka.bootstrap.servers", failed);
        }
    }

    @Test
    void an_unreachable_database_is_said_at_once(StackFile stack) throws Exception {
        OneTable one = withTopic(stack, "no_database");
        String address = "127.0.0.1:" + stack.postgres().port();
        Errors.assertOneLine(
                69, "TARGET_UNREACHABLE at target.url", run(one.yaml().replace(address, "127.0.0.1:" + closedPort())));
    }

    @Test
    void a_wrong_password_is_a_matter_of_configuration(StackFile stack) throws Exception {
        OneTable one = withTopic(stack, "wrong_password");
        String password = stack.postgres().password();
        Cli failed = run(one.yaml().replace(password, "hunter2"));
        Errors.assertOneLine(78, "TARGET_LOGIN_REFUSED at target.user", failed);
    }

    @Test
    void a_missing_topic_is_named(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "no_topic");
        Errors.assertOneLine(78, "there is no topic " + one.topic(), run(one.yaml()));
    }

    @Test
    void a_missing_table_is_named_with_the_statement_that_makes_it(StackFile stack) throws Exception {
        OneTable one = withTopic(stack, "no_table");
        one.execute("CREATE SCHEMA IF NOT EXISTS millrace");
        one.execute(
                "CREATE TABLE IF NOT EXISTS millrace.progress (group_id text, cluster_id text, topic text, topic_id text,"
                        + " kafka_partition integer, next_offset bigint NOT NULL, raised_at timestamptz NOT NULL DEFAULT now(),"
                        + " PRIMARY KEY (group_id, cluster_id, topic, topic_id, kafka_partition))");
        Cli failed = run(one.yaml().replace("auto-create: true", "auto-create: false"));
        Errors.assertProblems(78, List.of("TABLE_MISSING"), failed);
        assertTrue(failed.err().contains(one.table()), failed::err);
    }

    @Test
    void a_dry_run_fails_as_the_real_one_does(StackFile stack) throws Exception {
        OneTable one = withTopic(stack, "dry_errors");
        String config = OneTable.write(directory, one.yaml().replace(one.topic(), "no.such.topic"));
        Cli failed = Cli.run("run", "postgres", "--dry-run", "--config", config);
        Errors.assertOneLine(78, "there is no topic no.such.topic", failed);
    }

    @Test
    void all_that_is_wrong_with_a_configuration_is_said_at_once(StackFile stack) throws Exception {
        String yaml = new OneTable(stack, "three").yaml();
        String config = OneTable.write(
                directory,
                yaml.replace("port: 0", "port: 70000")
                        .replace("key: [id]", "keys: [id]")
                        .replace("auto-create: true", "auto-create: yes please"));
        for (String[] mode : new String[][] {{"--check"}, {"--dry-run"}, {}}) {
            Cli failed = mode.length == 0
                    ? Cli.run("run", "postgres", "--config", config)
                    : Cli.run("run", "postgres", mode[0], "--config", config);
            Errors.assertProblems(
                    78,
                    List.of("at observe.port:", "at tables[0].key:", "at tables[0].keys:", "at target.auto-create:"),
                    failed);
        }
    }

    @Test
    void a_misspelt_key_gets_the_right_one_suggested(StackFile stack) throws Exception {
        String yaml = new OneTable(stack, "misspelt").yaml();
        Cli failed = check(yaml.replace("auto-create:", "auto-crate:"));
        Errors.assertOneLine(78, "CONFIG_KEY_UNKNOWN at target.auto-crate", failed);
        assertTrue(failed.err().contains("did you mean target.auto-create?"), failed::err);
    }

    @Test
    void a_file_that_is_missing_or_no_yaml_is_named() throws Exception {
        Errors.assertOneLine(78, "no.yaml", Cli.run("run", "postgres", "--check", "--config", "no.yaml"));
        Errors.assertOneLine(78, "no sound YAML", check("name: [x\nkafka: {"));
    }

    @Test
    void a_valid_file_is_found_valid_offline_and_the_logs_level_is_no_key() throws Exception {
        StackFile nowhere = StackFile.of(
                new StackFile.Kafka("192.0.2.1:9092", 0),
                new StackFile.Postgres("jdbc:postgresql://192.0.2.1/x", "192.0.2.1", 5432, "x", "me", "secret", 0));
        String config = OneTable.write(directory, new OneTable(nowhere, "offline").yaml());
        String[] arguments = {"run", "postgres", "--check", "--config", config};
        Map<String, String> environment = Map.of("MILLRACE_LOG", "debug");
        try (CommandProcess check = CommandProcess.start(directory, environment, arguments)) {
            Cli checked = check.awaitEnd(Duration.ofSeconds(60));
            assertEquals(new Cli(0, config + " is valid: 1 table, 1 topic.\n", ""), checked);
        }
    }

    private OneTable withTopic(StackFile stack, String name) throws Exception {
        OneTable one = new OneTable(stack, name);
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(one.topic());
        }
        return one;
    }

    private Cli run(String yaml) throws IOException {
        return Cli.run("run", "postgres", "--config", OneTable.write(directory, yaml));
    }

    private Cli check(String yaml) throws IOException {
        return Cli.run("run", "postgres", "--check", "--config", OneTable.write(directory, yaml));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
