package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.stack.StackFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedStack.class)
final class CanaryTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ROW = Changes.image(999_999_999, "canary", "0.01");

    @TempDir
    Path directory;

    /** With offsets the version is known only once the record is sent. */
    @ParameterizedTest
    @ValueSource(strings = {"ordinals", "offsets"})
    void a_running_connector_applies_both_changes_and_leaves_no_row(String order, StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "canary_" + order);
        String yaml = order.equals("ordinals") ? one.yaml() : one.yaml().replace("  tags:\n    ordinal: ordinal\n", "");
        String config = OneTable.write(directory, yaml);
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(one.topic());
            try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", config)) {
                connector.awaitText("assigned [", LIMIT);
                assertSeen(one.topic(), 0, canary(config, "--timeout", "30s"));
                assertSeen(one.topic(), 2, canary(config, "--timeout", "PT30S"));
                assertEquals(List.of(), one.rows(), connector::err);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "copybook"})
    void a_running_connector_applies_both_changes_of_raw_records(String form, StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "canary_raw_" + form);
        String copybook = Files.writeString(directory.resolve("THING.cpy"), """
                01 THING.
                  05 ID PIC 9(9).
                  05 NAME PIC X(20).
                  05 AMOUNT PIC S9(5)V99 COMP-3.
                """).toString();
        String yaml = OneTable.raw(one.yaml());
        String config = OneTable.write(
                directory,
                form.equals("json") ? yaml : yaml.replace("key: [id]", "key: [id]\n    copybook: " + copybook));
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(one.topic());
            try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", config)) {
                connector.awaitText("assigned [", LIMIT);
                assertSeen(one.topic(), 0, canary(config, "--timeout", "30s"));
                assertEquals(List.of(), one.rows(), connector::err);
            }
            Cli report = Cli.run("run", "postgres", "--dry-run", "--config", config);
            assertEquals(0, report.exitCode(), report::err);
        }
    }

    private static void assertSeen(String topic, long offset, Cli seen) {
        assertEquals(0, seen.exitCode(), seen::err);
        String line = " " + topic + "-0@%d is in the target after \\d+ ms";
        assertEquals(2, seen.outLines().size(), seen::out);
        assertTrue(seen.outLines().get(0).matches("insert" + line.formatted(offset)), seen::out);
        assertTrue(seen.outLines().get(1).matches("delete" + line.formatted(offset + 1)), seen::out);
    }

    @Test
    void without_a_connector_it_says_so_and_deletes_the_row_all_the_same(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "canary_alone");
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(one.topic());
            Cli failed = canary(OneTable.write(directory, one.yaml()), "--timeout", "200ms");
            Errors.assertProblems(
                    1,
                    List.of(
                            "CHANGE_NOT_APPLIED at canary_alone.changes-0@0: the insert was not in the target within 200ms"),
                    failed);
            assertEquals("", failed.out());
            List<String> operations = broker.read(one.topic()).stream()
                    .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .map(record -> record.replaceAll(".*\"change_op\":\"(.)\".*", "$1"))
                    .toList();
            assertEquals(List.of("I", "D"), operations);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BANK.OTHER | {} | only BANK.THING",
                "BANK.THING | no JSON | UNDECODABLE at value",
                "BANK.THING | {} | KEY_MISSING at canary_wrong.thing.id",
                "BANK.THING | {\"ID\":1,\"NAME\":\"x\"} | COLUMN_MISSING at canary_wrong.thing.amount",
                "BANK.THING | {\"ID\":1,\"NAME\":\"x\",\"AMOUNT\":\"much\"} | VALUE_TYPE at canary_wrong.thing.amount"
            })
    void a_wrong_row_is_refused_before_anything_is_sent(String table, String values, String part, StackFile stack)
            throws Exception {
        OneTable one = new OneTable(stack, "canary_wrong");
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            if (!broker.topics().contains(one.topic())) {
                broker.createTopic(one.topic());
            }
            String config = OneTable.write(directory, one.yaml());
            Cli failed = Cli.run("canary", "--config", config, "--table", table, "--values", values);
            Errors.assertProblems(2, List.of(part), failed);
            assertEquals(List.of(), broker.read(one.topic()));
        }
    }

    @Test
    void a_table_that_could_be_on_several_topics_is_refused_before_anything_is_sent(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "canary_topics");
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(one.topic());
            broker.createTopic("canary_topics.more");
            String two = one.yaml().replace("  - " + one.topic(), "  - " + one.topic() + "\n  - canary_topics.more");
            Errors.assertProblems(
                    2,
                    List.of("--table: BANK.THING could be on any of canary_topics.changes, canary_topics.more"),
                    canary(OneTable.write(directory, two)));
            assertEquals(List.of(), broker.read(one.topic()));
        }
    }

    @Test
    void a_row_with_newer_changes_of_the_source_is_left_alone(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "canary_taken");
        String config = OneTable.write(directory, one.yaml());
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(one.topic());
            try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", config)) {
                connector.awaitText("assigned [", LIMIT);
                canary(config, "--timeout", "30s");
            }
            one.execute("UPDATE millrace.\"canary_taken.thing\" SET version = decode(rpad('0000ff', 42, '0'), 'hex')");
            Errors.assertProblems(2, List.of("the target holds a newer change of the row"), canary(config));
            assertEquals(2, broker.read(one.topic()).size());
        }
    }

    @Test
    void a_server_that_does_not_answer_is_unreachable(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "canary_down");
        String broker = one.yaml().replace(stack.kafka().bootstrapServers(), "no-such-host.invalid:9092");
        Errors.assertOneLine(69, "BROKER_UNREACHABLE at kafka", canary(OneTable.write(directory, broker)));
        try (Broker there = new Broker(stack.kafka().bootstrapServers())) {
            there.createTopic(one.topic());
        }
        String target = one.yaml().replace(":" + stack.postgres().port() + "/", ":1/");
        Errors.assertProblems(69, List.of("TARGET_UNREACHABLE at target"), canary(OneTable.write(directory, target)));
    }

    @Test
    void a_time_that_is_none_is_a_wrong_command_line() {
        Cli failed = Cli.run("canary", "--config", "x", "--table", "T", "--values", "{}", "--timeout", "soon");
        Errors.assertOneLine(2, "'soon' is no time such as 60s", failed);
    }

    private static Cli canary(String config, String... options) {
        String[] arguments = new String[7 + options.length];
        System.arraycopy(
                new String[] {"canary", "--config", config, "--table", OneTable.SOURCE, "--values", ROW},
                0,
                arguments,
                0,
                7);
        System.arraycopy(options, 0, arguments, 7, options.length);
        return Cli.run(arguments);
    }
}
