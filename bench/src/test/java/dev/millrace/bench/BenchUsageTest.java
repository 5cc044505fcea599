package dev.millrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class BenchUsageTest {
    @Test
    void the_benchmark_explains_itself() {
        StringWriter out = new StringWriter();
        CommandLine command = Bench.commandLine().setOut(new PrintWriter(out));
        assertEquals(0, command.execute("engine", "--help"));
        assertTrue(out.toString().startsWith("Usage: millrace bench engine"), out::toString);
        assertTrue(out.toString().contains("--quick"), out::toString);
    }

    @ParameterizedTest
    @CsvSource({"--version", "engine --version"})
    void it_tells_its_version(String arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = Bench.commandLine().setOut(new PrintWriter(out));
        assertEquals(0, command.execute(arguments.split(" ", -1)));
        assertTrue(out.toString().startsWith("millrace "), out::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "'', a benchmark is missing",
        "engine --seconds 0, --seconds is at least 1",
        "engine --only nobody, --only knows no nobody",
        "postgres --only nobody, --only knows no nobody",
        "postgres --records 10, --records is 1",
        "codec --seconds 0, --seconds is at least 1",
        "engine -o xml, xml"
    })
    void a_wrong_command_line_is_one_line_and_2(String arguments, String part) {
        StringWriter err = new StringWriter();
        CommandLine command = Bench.commandLine().setErr(new PrintWriter(err));
        int code = arguments.isEmpty() ? command.execute() : command.execute(arguments.split(" ", -1));
        assertEquals(2, code);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains(part), err::toString);
    }
}
