package dev.millrace.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command where one connector is on the class path. */
final class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        CommandLine command = new Main().commandLine(new Failures(Set.of()));
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "run --help", "run sample --help", "topics --help"})
    void every_command_explains_itself_and_ends_with_the_exit_codes(String command) {
        assertEquals(ExitCode.OK, execute(command.split(" ")));
        assertTrue(
                out.toString().startsWith("Usage: " + ("millrace " + command).replace(" --help", "")), out::toString);
        assertTrue(out.toString().contains("78"), out::toString);
        assertTrue(out.toString().contains("--version"), out::toString);
    }

    @Test
    void a_connector_that_is_here_can_be_run() {
        execute("run", "--help");
        assertTrue(out.toString().contains("sample  Replicates into nothing."), out::toString);
    }

    @Test
    void a_connector_that_is_not_here_is_a_wrong_command_line() {
        assertEquals(ExitCode.USAGE, execute("run", "postgres", "--config", "x"));
        assertTrue(err.toString().contains("Choose one of sample."), err::toString);
    }
}
