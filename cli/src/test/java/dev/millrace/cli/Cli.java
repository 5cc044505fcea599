package dev.millrace.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/**
 * A command that ran to its end, as its user saw it.
 *
 * @param out standard output
 * @param err standard error, the log included
 */
public record Cli(int exitCode, String out, String err) {
    static {
        // As at a terminal: else the first connector that a test runs here would turn the log of this JVM into JSON for
        // all after it.
        System.setProperty("millrace.terminal", "true");
    }

    /** Runs it in this JVM. */
    public static Cli run(String... arguments) {
        StringWriter out = new StringWriter();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        try (PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            System.setErr(stream);
            CommandLine commandLine = Millrace.commandLine();
            commandLine.setOut(new PrintWriter(out, true));
            commandLine.setErr(new PrintWriter(stream, true, StandardCharsets.UTF_8));
            int exitCode = commandLine.execute(arguments);
            return new Cli(exitCode, out.toString(), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(usual);
        }
    }

    public List<String> outLines() {
        return out.lines().toList();
    }

    public List<String> errLines() {
        return err.lines().toList();
    }
}
