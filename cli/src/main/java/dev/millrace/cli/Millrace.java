package dev.millrace.cli;

import dev.millrace.cli.demo.DemoCommand;
import dev.millrace.cli.schema.SchemaCommand;
import dev.millrace.cli.top.TopCommand;
import dev.millrace.cli.verify.VerifyCommand;
import dev.millrace.codec.CodecException;
import dev.millrace.launcher.Failures;
import dev.millrace.launcher.RootCommand;
import dev.millrace.launcher.canary.CanaryCommand;
import dev.millrace.launcher.run.RunCommand;
import dev.millrace.launcher.topics.TopicsCommand;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.command.SimulateCommand;
import dev.millrace.stack.StackException;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code millrace} command: all of it. */
@Command(
        subcommands = {
            DemoCommand.class,
            StackCommand.class,
            VerifyCommand.class,
            RunCommand.class,
            TopicsCommand.class,
            CanaryCommand.class,
            SimulateCommand.class,
            TopCommand.class,
            DecodeCommand.class,
            SchemaCommand.class,
            BenchCommand.class,
            HelpCommand.class
        })
public final class Millrace extends RootCommand {
    private static final Set<Class<? extends Throwable>> EXPECTED =
            Set.of(CodecException.class, SimulatorException.class, StackException.class);

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new Millrace().commandLine(new Failures(EXPECTED));
    }
}
