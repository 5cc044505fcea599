package dev.millrace.launcher.run;

import dev.millrace.core.target.TargetType;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace run}: a connector in the foreground; with a command for each that is here. */
@Command(
        name = "run",
        description = "Runs a connector in the foreground, against any Kafka and any database.",
        modelTransformer = RunCommand.WithConnectors.class)
public final class RunCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "the connector is missing: "
                        + String.join(", ", spec.subcommands().keySet()));
    }

    /** Adds what no annotation can name. */
    static final class WithConnectors implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec run) {
            for (TargetType type : Connectors.all()) {
                CommandLine command = new CommandLine(new RunConnectorCommand(type));
                command.getCommandSpec().usageMessage().description(type.description());
                run.addSubcommand(type.name(), command);
            }
            return run;
        }
    }
}
