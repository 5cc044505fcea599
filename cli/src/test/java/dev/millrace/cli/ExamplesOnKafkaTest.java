package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.stack.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example files against a real broker, changed only where the broker is: no login, and one replica. */
@ExtendWith(SharedStack.class)
final class ExamplesOnKafkaTest {
    private static final Path KEYS = Path.of("../docs/configuration.md");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "dynamodb", "keyspaces", "redis"})
    void topics_that_an_example_makes_are_fit_for_it(String target, StackFile stack) throws Exception {
        String config = OneTable.write(directory, example(target, "examples_" + target, stack));
        Cli created = Cli.run("topics", "--config", config, "--apply", "-o", "json");
        assertEquals(0, created.exitCode(), created::toString);
        Cli again = Cli.run("topics", "--config", config, "-o", "json");
        assertEquals(0, again.exitCode(), again::toString);
        assertTrue(again.out().contains("\"ready\":true"), again::out);
    }

    @Test
    void the_record_of_the_documentation_is_one_that_an_example_applies(StackFile stack) throws Exception {
        String config = OneTable.write(directory, example("postgres", "examples_record", stack));
        assertEquals(0, Cli.run("topics", "--config", config, "--apply").exitCode());
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.send("examples_record.account", "1", record());
        }
        Cli report = Cli.run("run", "postgres", "--config", config, "--dry-run");
        assertEquals(0, report.exitCode(), report::toString);
        assertTrue(report.outLines().contains("would apply  1"), report::out);
        assertTrue(report.outLines().contains("would reject 0"), report::out);
    }

    private static String record() throws IOException {
        Matcher block = Pattern.compile("```json\n(\\{\"object_name\".*?)```", Pattern.DOTALL)
                .matcher(Files.readString(KEYS));
        assertTrue(block.find());
        return block.group(1).replace("\n", "");
    }

    private static String example(String target, String name, StackFile stack) throws IOException {
        return Files.readString(ExamplesTest.EXAMPLES.resolve("connector-" + target + ".yaml"))
                .replace("bank-" + target, name)
                .replace("bank.account", name + ".account")
                .replace("bank.transaction", name + ".transaction")
                .replaceFirst(
                        "bootstrap.servers: \\S+",
                        "bootstrap.servers: " + stack.kafka().bootstrapServers())
                .replaceAll("(?m)^  (security[.]protocol|sasl[.]).*\n", "")
                .replace("replication: 3", "replication: 1")
                .replace("min-insync-replicas: 2", "min-insync-replicas: 1")
                .replaceFirst("(?m)^  url: \\S+", "  url: " + stack.postgres().jdbcUrl())
                .replaceFirst(
                        "(?m)^  user: millrace # required",
                        "  user: " + stack.postgres().user())
                .replaceFirst(
                        "password: change-me", "password: " + stack.postgres().password());
    }
}
