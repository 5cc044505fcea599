package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.Key;
import dev.millrace.launcher.ExitCode;
import dev.millrace.simulator.capture.CaptureSettings;
import dev.millrace.simulator.dispatch.DispatcherSettings;
import dev.millrace.simulator.publish.PublisherSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of the stages has exactly the keys that they read, and its examples are valid. */
final class StageReferenceTest {
    private static final Path DOCUMENT = Path.of("../docs/pipeline.md");
    private static final Path EXAMPLES = Path.of("../docs/examples/pipeline");
    private static final Map<String, String> COPYBOOKS = Map.of(
            "CUSTOMER", "05 CUSTOMER-ID PIC 9(9) COMP. 05 CUSTOMER-NAME PIC X(30).",
            "ORDER", "05 ORDER-ID PIC 9(7). 05 AMOUNT PIC S9(9)V99 COMP-3.",
            "ORDER-PARENTS", "05 CUSTOMER-ID PIC 9(9) COMP.",
            "PRODUCT", "05 PRODUCT-ID PIC X(8). 05 PRICE PIC S9(7)V99 COMP-3.",
            "BRANCH", "05 BRANCH-ID PIC S9(9) COMP. 05 CITY PIC X(25).");

    @TempDir
    static Path directory;

    @BeforeAll
    static void writeFiles() throws Exception {
        Path copybooks = Files.createDirectory(directory.resolve("copybooks"));
        for (Map.Entry<String, String> copybook : COPYBOOKS.entrySet()) {
            Files.writeString(
                    copybooks.resolve(copybook.getKey() + ".cpy"),
                    "       01 " + copybook.getKey() + "-RECORD.\n           "
                            + copybook.getValue().replace(". ", ".\n           ") + "\n");
        }
        Path unloads = Files.createDirectories(directory.resolve("data/PRODUCT"));
        Files.createFile(unloads.resolve("PRODUCT.D20261101"));
        Files.createFile(unloads.resolveSibling("BRANCH.PS"));
        Certificates.write(Files.createDirectory(directory.resolve("tls")));
    }

    private static Path copy(String example) throws IOException {
        Path copy = directory.resolve(example + ".yaml");
        Files.writeString(
                copy,
                Files.readString(EXAMPLES.resolve(example + ".yaml"))
                        .replace("/etc/millrace/", directory + "/")
                        .replace(": cdc-simulator/", ": ../cdc-simulator/")
                        .replace("/data/", directory + "/data/"));
        return copy;
    }

    @ParameterizedTest
    @CsvSource({
        "capture, capture",
        "capture, capture-generator",
        "capture, capture-replay",
        "publisher, publisher",
        "dispatcher, dispatcher",
        "dispatcher, dispatcher-bank"
    })
    void the_examples_pass_the_check(String stage, String example) throws IOException {
        Path copy = copy(example);
        Cli checked = Cli.run("simulate", stage, "--config", copy.toString(), "--check");
        assertEquals(new Cli(ExitCode.OK, copy + " is valid.\n", ""), checked);
    }

    @Test
    void every_mistake_is_told_at_once() throws IOException {
        Path wrong = directory.resolve("wrong.yaml");
        Files.writeString(wrong, """
                name: bank
                dispatcher: nowhere
                storage: {directory: /tmp, replay-window: long}
                tls: {mode: server, certificate-file: here}
                more: 1
                """);
        Cli checked = Cli.run("simulate", "publisher", "--config", wrong.toString(), "--check");
        assertEquals(ExitCode.CONFIGURATION, checked.exitCode());
        assertEquals(
                List.of("dispatcher", "storage.replay-window", "tls.key-file", "more"),
                checked.errLines().stream()
                        .map(line -> line.replaceAll("error: \\S+ at ([^:]+):.*", "$1"))
                        .toList());
    }

    @Test
    void the_documented_keys_are_those_of_the_code() throws IOException {
        String document = Files.readString(DOCUMENT);
        ConfigurationReference reference = new ConfigurationReference()
                .withAll("capture", keys(CaptureSettings::read, "capture", "capture-generator", "capture-replay"))
                .withAll("publisher", keys(PublisherSettings::read, "publisher"))
                .withAll("dispatcher", keys(DispatcherSettings::read, "dispatcher"));
        String filled = reference.filled(document);
        if (Boolean.getBoolean("millrace.docs.write")) {
            Files.writeString(DOCUMENT, filled);
            return;
        }
        assertEquals(
                filled,
                document,
                "docs/pipeline.md differs from the code. Write it again: ./mvnw -pl cli -am verify -Dtest=StageReferenceTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dmillrace.docs.write=true");
        assertTrue(document.contains("| `dispatcher`<br>"), "the tables are there");
    }

    private static List<Key> keys(Consumer<ConfigReader> reading, String... examples) throws IOException {
        Map<String, Key> keys = new LinkedHashMap<>();
        for (String example : examples) {
            ConfigReader reader = ConfigReader.of(copy(example), Map.of());
            reading.accept(reader);
            reader.declared().forEach(key -> keys.putIfAbsent(key.path(), key));
        }
        return List.copyOf(keys.values());
    }
}
