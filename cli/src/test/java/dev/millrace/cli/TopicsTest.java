package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.stack.StackFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code millrace topics}, against a real broker. */
@ExtendWith(SharedStack.class)
final class TopicsTest {
    private static final String DEFAULTS = """
            topic-defaults:
              partitions: 3
              replication: 1
              min-insync-replicas: 1
              retention: 7d
            dead-letter-defaults:
              partitions: 2
            """;

    @TempDir
    Path directory;

    @Test
    void lists_what_is_missing_and_changes_nothing(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "topics_list");
        Cli listed = topics(one.yaml() + DEFAULTS);
        assertEquals(1, listed.exitCode(), listed::err);
        assertEquals("", listed.err());
        assertEquals(
                List.of("✗ " + one.topic(), "✗ " + one.deadLetters()),
                listed.outLines().stream()
                        .filter(line -> line.startsWith("✗"))
                        .map(line -> line.replaceFirst("^(\\S+) +(\\S+).*$", "$1 $2"))
                        .toList());
        assertTrue(listed.out().contains("--apply creates it: partitions=3, replication=1, cleanup.policy=delete"));
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            assertFalse(broker.topics().contains(one.topic()));
        }
    }

    @Test
    void creates_what_is_missing_once_and_the_connector_takes_it(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "topics_apply");
        JsonNode created = json(topics(one.yaml() + DEFAULTS, "--apply", "-o", "json"));
        assertTrue(created.path("ready").asBoolean());
        assertEquals(List.of("created", "created"), created.findValuesAsText("state"));
        JsonNode again = json(topics(one.yaml() + DEFAULTS, "--apply", "-o", "json"));
        assertEquals(List.of("present", "present"), again.findValuesAsText("state"));
        assertEquals(List.of("3", "2"), again.findValuesAsText("partitions"));
        assertEquals(List.of(Long.toString(7L * 24 * 3_600_000), "-1"), again.findValuesAsText("retentionMs"));
        assertEquals(List.of(), again.findValuesAsText("code"));
        String config = OneTable.write(directory, one.yaml() + DEFAULTS);
        assertEquals(
                0, Cli.run("run", "postgres", "--dry-run", "--config", config).exitCode());
    }

    @Test
    void a_compacted_topic_is_refused_by_list_and_start_alike_and_left_as_it_is(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "topics_compact");
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(one.topic(), Map.of("cleanup.policy", "compact"));
            Cli applied = topics(one.yaml(), "--apply");
            assertEquals(1, applied.exitCode(), applied::err);
            assertTrue(applied.out().contains("error TOPIC_COMPACTED at topics: " + one.topic()), applied::out);
            assertTrue(applied.out().contains("--add-config cleanup.policy=delete"), applied::out);
            Cli started = Cli.run("run", "postgres", "--config", OneTable.write(directory, one.yaml()));
            Errors.assertOneLine(78, "TOPIC_COMPACTED at topics: " + one.topic(), started);
        }
    }

    @Test
    void all_topics_that_a_start_refuses_are_said_at_once(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "topics_all");
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(one.topic(), Map.of("cleanup.policy", "compact"));
            String yaml = one.yaml().replace("  - " + one.topic(), "  - " + one.topic() + "\n  - topics_all.other");
            Cli failed = Cli.run("run", "postgres", "--config", OneTable.write(directory, yaml));
            Errors.assertProblems(78, List.of("TOPIC_COMPACTED", "TOPIC_MISSING"), failed);
            assertEquals(Set.of(one.topic()), startingWith(broker, "topics_all"));
        }
    }

    @Test
    void a_topic_that_outlives_tombstones_is_refused(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "topics_horizon");
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(one.topic(), Map.of("retention.ms", "-1"));
        }
        String finite = "replay-horizon: 60d\ndead-letter-defaults:\n  retention: 1d\n";
        Cli failed = Cli.run("run", "postgres", "--config", OneTable.write(directory, one.yaml() + finite));
        Errors.assertOneLine(78, "TOPIC_KEPT_TOO_LONG at replay-horizon: " + one.topic(), failed);
    }

    @ParameterizedTest
    @CsvSource({"dynamodb, 'pk: ID#{ID}'", "keyspaces, 'partition-key: [id]'"})
    void a_file_of_any_target_is_taken(String target, String keyOfTable, StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "topics_of_" + target);
        String example = Files.readString(ExamplesTest.EXAMPLES.resolve("connector-" + target + ".yaml"));
        String section = Pattern.compile("^target:.*?(?=^\\S)", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(example)
                .results()
                .findFirst()
                .orElseThrow()
                .group();
        String yaml = one.yaml()
                        .replaceFirst("(?s)target:\n.*?(?=observe:)", Matcher.quoteReplacement(section))
                        .replace("target: " + one.table(), "target: thing")
                + "    " + keyOfTable + "\n";
        assertEquals(0, topics(yaml + DEFAULTS, "--apply").exitCode());
    }

    @Test
    void every_mistake_is_said_those_of_the_target_too(StackFile stack) throws Exception {
        String yaml = new OneTable(stack, "topics_wrong").yaml().replace("auto-create: true", "versions: somewhere");
        Cli failed = topics(
                yaml + "    pk: ID#{ID}\ntopic-defaults:\n  partitions: 0\ndead-letter-default:\n  partitions: 2\n");
        Errors.assertProblems(
                78,
                List.of(
                        "at target.versions",
                        "at tables[0].pk",
                        "at topic-defaults.partitions",
                        "at dead-letter-default.partitions"),
                failed);
    }

    @Test
    void the_targets_address_and_secrets_and_copybooks_need_not_be_here(StackFile stack) throws Exception {
        String yaml = new OneTable(stack, "topics_elsewhere").yaml();
        String elsewhere =
                yaml.replaceFirst("  url: .*\\R", "").replaceFirst("password: .*", "password-file: /no/such/file");
        assertEquals(0, topics(elsewhere, "--apply").exitCode());
        String raw = OneTable.raw(elsewhere)
                .replace("key: [id]", "key: [id]\n    copybook: /no/such/file\n    copy-path: [/no/such]");
        assertEquals(0, topics(raw).exitCode());
    }

    @Test
    void a_copybook_that_is_here_has_to_be_sound(StackFile stack) throws Exception {
        String copybook = Files.writeString(directory.resolve("WRONG.cpy"), "01 A.\n  05 B PIC Q.\n")
                .toString();
        String raw = OneTable.raw(new OneTable(stack, "topics_wrong_copybook").yaml());
        Cli failed = topics(raw.replace("key: [id]", "key: [id]\n    copybook: " + copybook));
        Errors.assertOneLine(78, "CONFIG_VALUE_INVALID at tables[0].copybook", failed);
    }

    /** Nonsense, so that the command ends before it looks for a broker. */
    @ParameterizedTest
    @MethodSource("dev.millrace.cli.ConfigurationReferenceTest#connectors")
    void every_documented_variable_is_known(ConfigurationReferenceTest.Connector connector) throws Exception {
        Map<String, String> nonsense = connector.keys().stream()
                .collect(Collectors.toMap(key -> key.variable().replace("_n_", "_0_"), key -> "nonsense"));
        Cli failed = withVariables(connector, nonsense);
        assertEquals(78, failed.exitCode(), failed::err);
        assertFalse(failed.err().contains("CONFIG_KEY_UNKNOWN"), failed::err);
    }

    @ParameterizedTest
    @MethodSource("dev.millrace.cli.ConfigurationReferenceTest#connectors")
    void a_variable_that_overrides_nothing_is_said(ConfigurationReferenceTest.Connector connector) throws Exception {
        Cli failed = withVariables(connector, Map.of("MILLRACE_TARGET_PASWORD", "secret"));
        Errors.assertOneLine(78, "CONFIG_KEY_UNKNOWN at MILLRACE_TARGET_PASWORD", failed);
    }

    private Cli withVariables(ConfigurationReferenceTest.Connector connector, Map<String, String> environment)
            throws Exception {
        String example = connector.example().toString();
        try (CommandProcess topics = CommandProcess.start(directory, environment, "topics", "--config", example)) {
            return topics.awaitEnd(Duration.ofSeconds(60));
        }
    }

    @Test
    void a_broker_that_does_not_answer_is_unreachable(StackFile stack) throws Exception {
        String yaml = new OneTable(stack, "topics_down").yaml();
        Cli failed = topics(yaml.replace(stack.kafka().bootstrapServers(), "no-such-host.invalid:9092"));
        Errors.assertOneLine(69, "BROKER_UNREACHABLE at kafka.bootstrap.servers", failed);
    }

    private static Set<String> startingWith(Broker broker, String prefix) throws Exception {
        return broker.topics().stream().filter(name -> name.startsWith(prefix)).collect(Collectors.toSet());
    }

    private Cli topics(String yaml, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("topics", "--config", OneTable.write(directory, yaml)));
        arguments.addAll(List.of(options));
        return Cli.run(arguments.toArray(String[]::new));
    }

    private static JsonNode json(Cli cli) throws Exception {
        assertEquals(0, cli.exitCode(), cli::toString);
        assertEquals(1, cli.outLines().size());
        return new ObjectMapper().readTree(cli.out());
    }
}
