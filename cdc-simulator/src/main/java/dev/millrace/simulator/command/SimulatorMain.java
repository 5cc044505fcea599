package dev.millrace.simulator.command;

import dev.millrace.launcher.Failures;
import dev.millrace.launcher.RootCommand;
import dev.millrace.simulator.SimulatorException;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code millrace} where only the simulator is. */
@Command(subcommands = {SimulateCommand.class, HelpCommand.class})
public final class SimulatorMain extends RootCommand {
    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new SimulatorMain()
                .commandLine(new Failures(Set.of(SimulatorException.class)))
                .execute(arguments));
    }
}
