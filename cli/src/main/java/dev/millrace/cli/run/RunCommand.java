package dev.millrace.cli.run;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace run}: a connector in the foreground. */
@Command(
        name = "run",
        description = "Runs a connector in the foreground, against any Kafka and any database.",
        subcommands = {
            RunPostgresCommand.class,
            RunDynamoDbCommand.class,
            RunKeyspacesCommand.class,
            RunRedisCommand.class
        })
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
}
