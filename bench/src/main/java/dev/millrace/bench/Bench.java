package dev.millrace.bench;

import dev.millrace.bench.codec.CodecCommand;
import dev.millrace.bench.engine.EngineCommand;
import dev.millrace.bench.postgres.PostgresCommand;
import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.stages.StagesCommand;
import dev.millrace.bench.store.DynamoDbCommand;
import dev.millrace.bench.store.KeyspacesCommand;
import dev.millrace.bench.store.RedisCommand;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.stack.StackException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code millrace bench} command, on a class path of its own. */
@Command(
        name = "millrace bench",
        description = "Measures the product beside its peers, in one run on one machine.",
        mixinStandardHelpOptions = true,
        versionProvider = Bench.Version.class,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured",
            "1:failed, or records were lost",
            "2:the command line or a setting of the engine is wrong"
        },
        subcommands = {
            EngineCommand.class,
            PostgresCommand.class,
            DynamoDbCommand.class,
            KeyspacesCommand.class,
            RedisCommand.class,
            CodecCommand.class,
            StagesCommand.class,
            HelpCommand.class
        })
public final class Bench implements Runnable {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a benchmark is missing: engine, postgres, dynamodb, keyspaces, redis, codec or stages");
    }

    /** The version in the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Bench.class.getPackage().getImplementationVersion();
            return new String[] {"millrace " + (version == null ? "development" : version)};
        }
    }

    /** Runs one benchmark and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Bench());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((failure, arguments) -> {
            CommandLine command = failure.getCommandLine();
            command.getErr()
                    .println("error: " + failure.getMessage() + ". Try '"
                            + command.getCommandSpec().qualifiedName() + " --help'.");
            return USAGE;
        });
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof ConfigurationException) {
                command.getErr().println("error: in the engine's settings, MILLRACE_ENGINE_…: " + failure.getMessage());
                return USAGE;
            }
            if (!(failure instanceof BenchFailure) && !(failure instanceof StackException)) {
                throw failure;
            }
            String because = failure.getCause() == null ? "" : ": " + failure.getCause();
            command.getErr().println("error: " + failure.getMessage() + because);
            return FAILED;
        });
        return commandLine;
    }
}
