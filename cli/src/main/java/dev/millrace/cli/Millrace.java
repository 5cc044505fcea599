package dev.millrace.cli;

import dev.millrace.cli.demo.DemoCommand;
import dev.millrace.cli.run.RunCommand;
import dev.millrace.cli.topics.TopicsCommand;
import dev.millrace.cli.verify.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code millrace} command. */
@Command(
        name = "millrace",
        description = "Replicates mainframe databases to AWS databases through Kafka, exactly.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:equal, or done",
            "1:not equal, or failed",
            "2:the command line is wrong",
            "69:a server is unreachable",
            "78:the configuration has to be mended"
        },
        subcommands = {
            DemoCommand.class,
            StackCommand.class,
            VerifyCommand.class,
            RunCommand.class,
            TopicsCommand.class,
            DecodeCommand.class,
            BenchCommand.class,
            HelpCommand.class
        })
public final class Millrace implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Millrace());
        EnumNames.install(commandLine);
        commandLine.setParameterExceptionHandler(Failures::usage);
        commandLine.setExecutionExceptionHandler(
                (failure, command, parsed) -> Failures.report(failure, command.getErr()));
        return commandLine;
    }
}
