package dev.millrace.launcher;

import dev.millrace.launcher.run.RunCommand;
import dev.millrace.launcher.topics.TopicsCommand;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code millrace} where only connectors are: the commands that a deployment needs, for the connectors on the class path. */
@Command(subcommands = {RunCommand.class, TopicsCommand.class, HelpCommand.class})
public final class Main extends RootCommand {
    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new Main().commandLine(new Failures(Set.of())).execute(arguments));
    }
}
