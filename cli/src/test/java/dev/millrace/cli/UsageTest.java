package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsageTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "stack",
                "verify",
                "run",
                "run postgres",
                "run dynamodb",
                "run keyspaces",
                "run redis",
                "topics",
                "canary",
                "decode",
                "schema",
                "bench"
            })
    void every_command_explains_itself_and_its_version(String command) {
        Cli help = Cli.run(arguments(command + " --help"));
        assertEquals(0, help.exitCode());
        assertEquals("", help.err());
        assertTrue(help.out().startsWith("Usage: " + ("millrace " + command).strip()), help::out);
        assertTrue(help.out().contains("--help"), help::out);
        Cli version = Cli.run(arguments(command + " --version"));
        assertEquals(0, version.exitCode());
        assertEquals("", version.err());
        assertTrue(version.out().startsWith("millrace "), version::out);
    }

    @Test
    void exit_codes_are_in_the_help() {
        for (String code : new String[] {"0 ", "1 ", "2 ", "69 ", "78 "}) {
            assertTrue(
                    Cli.run("--help")
                            .out()
                            .lines()
                            .anyMatch(line -> line.strip().startsWith(code)),
                    code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', a command is missing",
        "--bogus, --bogus",
        "demo --bogus, Try 'millrace demo --help'",
        "demmo, demo",
        "run, 'the connector is missing: postgres, dynamodb, keyspaces, redis'",
        "run oracle, 'Choose one of postgres, dynamodb, keyspaces, redis.'",
        "run oracle --config x, 'Choose one of postgres, dynamodb, keyspaces, redis.'",
        "run postgres, --config=FILE",
        "run postgres --config x --chek, --check",
        "run postgres --config x --check --dry-run, --check",
        "verify, --dir=DIR",
        "topics, --config=FILE",
        "topics --config x --aply, --apply",
        "canary, --config=FILE",
        "schema --to ddl, --copybook=FILE",
        "schema --copybook x, --to=FORM",
        "schema --copybook x --to xml, 'expected one of ddl, avro, json-schema, config but was ''xml'''",
        "decode, DATA",
        "demo --changes many, --changes",
        "demo --changes 0, --changes is at least 1",
        "demo --changes=-5, --changes is at least 1",
        "demo --changes, --changes",
        "demo --chaos --chaos-seconds 0, --chaos-seconds is at least 1",
        "demo --seed x, --seed",
        "demo -o xml, 'expected one of table, json but was ''xml'''",
        "topics --config x -o xml, 'expected one of table, json but was ''xml'''",
        "'demo --targets postgres,oracle', 'expected one of postgres, dynamodb, keyspaces, redis but was ''oracle'''",
        "demo surplus, surplus"
    })
    void a_wrong_command_line_is_one_line_and_2(String command, String part) {
        Errors.assertOneLine(2, part, Cli.run(arguments(command)));
    }

    @Test
    void the_initial_load_is_the_least_number_of_changes() {
        Cli failed = Cli.run("demo", "--changes", "5", "--dir", directory.toString());
        Errors.assertOneLine(2, "the initial load alone has 252 changes", failed);
    }

    @Test
    void a_directory_without_data_sets_is_no_bank() {
        Cli failed = Cli.run("demo", "--exit", "--data", directory.toString());
        Errors.assertOneLine(1, "DATA_SET_MISSING " + directory, failed);
    }

    @Test
    void verify_needs_the_directory_of_a_demo() {
        Cli failed = Cli.run("verify", "--dir", directory.toString());
        Errors.assertOneLine(2, "is not the directory of a demo", failed);
    }

    private static String[] arguments(String command) {
        return Arrays.stream(command.split(" ")).filter(part -> !part.isEmpty()).toArray(String[]::new);
    }
}
