package dev.millrace.cli.run;

import dev.millrace.cli.CommandFailure;
import dev.millrace.cli.ExitCode;
import dev.millrace.cli.UntilSignal;
import dev.millrace.cli.Version;
import dev.millrace.cli.logging.Logging;
import dev.millrace.core.Connector;
import dev.millrace.core.DryRun;
import dev.millrace.core.DryRunReport;
import dev.millrace.core.KafkaProperties;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.ObserveConfig;
import dev.millrace.core.target.Target;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code millrace run} does with every kind of target: checks the configuration, tries it, or replicates. */
abstract class RunConnectorCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration, YAML.")
    private Path config;

    @ArgGroup
    private final Mode mode = new Mode();

    @Spec
    private CommandSpec spec;

    /** Instead of replicating. */
    static final class Mode {
        @Option(names = "--check", description = "Only check the file, offline.")
        private boolean check;

        @Option(
                names = "--dry-run",
                description =
                        "Read what is on the topics now and report what would be applied, called stale or rejected."
                                + " Writes nothing and commits nothing.")
        private boolean dryRun;
    }

    /**
     * How the target is opened. Both may be called several times.
     *
     * @param writing for replication
     * @param readOnly for a dry run: nothing is created, and every write is refused
     */
    record Opening(Supplier<Target> writing, Supplier<Target> readOnly) {}

    /** Reads the section {@code target}; what is wrong with it is told by the reader's {@code finish()}. */
    abstract Opening opening(ConfigReader reader, ConnectorConfig connector);

    @Override
    public Integer call() throws InterruptedException {
        ConfigReader reader = ConfigReader.of(config, Map.copyOf(System.getenv()));
        ConnectorConfig connector = connector(reader);
        Opening opening = opening(reader, connector);
        try {
            reader.finish();
        } catch (ConfigurationException wrong) {
            CheckedFile own = new CheckedFile(spec.name(), connector, wrong.problems());
            throw new ConfigurationException(own.problemsBeside(
                    CheckedFile.closest(config, System.getenv(), spec.root().commandLine())));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (mode.check) {
            out.println(config + " is valid: " + counted(connector.tables().size(), "table") + ", "
                    + counted(connector.kafka().topics().size(), "topic") + ".");
            return ExitCode.OK;
        }
        if (mode.dryRun) {
            PrintWriter err = spec.commandLine().getErr();
            DryRun dryRun = new DryRun(connector, opening.readOnly(), err::println);
            DryRunReport report = dryRun.run();
            report.lines().forEach(out::println);
            return ExitCode.OK;
        }
        boolean terminal = Boolean.getBoolean("millrace.terminal");
        if (Logging.choose(connector.observe().logging(), System.getenv(), terminal) == ObserveConfig.Logging.JSON) {
            Logging.useJson();
        }
        replicate(new Connector(connector, spec.name(), opening.writing(), Clock.systemUTC(), Version.text()));
        return ExitCode.OK;
    }

    private static ConnectorConfig connector(ConfigReader reader) {
        ConnectorConfig connector = ConnectorConfig.read(reader);
        KafkaProperties.check(reader, connector);
        return connector;
    }

    /** @throws ConfigurationException when the file is missing, no YAML, or gives a key twice */
    CheckedFile check(Path file, Map<String, String> environment) {
        ConfigReader reader = ConfigReader.of(file, environment);
        ConnectorConfig connector = connector(reader);
        opening(reader, connector);
        try {
            reader.finish();
            return new CheckedFile(spec.name(), connector, List.of());
        } catch (ConfigurationException wrong) {
            return new CheckedFile(spec.name(), connector, wrong.problems());
        }
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static void replicate(Connector connector) throws InterruptedException {
        UntilSignal signal = new UntilSignal(connector::stop);
        try (signal) {
            connector.run();
            signal.endWith(ExitCode.OK);
        }
        if (!signal.isSignalled()) {
            throw new CommandFailure(ExitCode.FAILED, "the connector stopped by itself", "see its log");
        }
    }
}
