package dev.millrace.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What {@code millrace} is and promises, whichever commands it has. */
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
        })
public abstract class RootCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public final void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** This command with those below it, ready to execute. */
    public final CommandLine commandLine(Failures failures) {
        CommandLine commandLine = new CommandLine(this);
        EnumNames.install(commandLine);
        commandLine.setParameterExceptionHandler(Failures::usage);
        commandLine.setExecutionExceptionHandler(
                (failure, command, parsed) -> failures.report(failure, command.getErr()));
        return commandLine;
    }
}
