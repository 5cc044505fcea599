package dev.millrace.launcher.run;

import dev.millrace.core.Connector;
import dev.millrace.core.DryRun;
import dev.millrace.core.DryRunReport;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.ObserveConfig;
import dev.millrace.core.target.TargetType;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.launcher.UntilSignal;
import dev.millrace.launcher.Version;
import dev.millrace.launcher.logging.Logging;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace run NAME}, with every kind of target the same: checks the configuration, tries it, or replicates. */
@Command
final class RunConnectorCommand implements Callable<Integer> {
    private final TargetType type;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration, YAML.")
    private Path config;

    @ArgGroup
    private final Mode mode = new Mode();

    @Spec
    private CommandSpec spec;

    RunConnectorCommand(TargetType type) {
        this.type = type;
    }

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

    @Override
    public Integer call() throws InterruptedException {
        CheckedFile file = CheckedFile.of(config, Map.copyOf(System.getenv()), type);
        if (!file.problems().isEmpty()) {
            throw new ConfigurationException(
                    file.problemsBeside(CheckedFile.closest(config, Map.copyOf(System.getenv()))));
        }
        ConnectorConfig connector = file.connector();
        PrintWriter out = spec.commandLine().getOut();
        if (mode.check) {
            out.println(config + " is valid: " + counted(connector.tables().size(), "table") + ", "
                    + counted(connector.kafka().topics().size(), "topic") + ".");
            return ExitCode.OK;
        }
        if (mode.dryRun) {
            PrintWriter err = spec.commandLine().getErr();
            DryRun dryRun = new DryRun(connector, file.opening().readOnly(), err::println);
            DryRunReport report = dryRun.run();
            report.lines().forEach(out::println);
            return ExitCode.OK;
        }
        boolean terminal = Boolean.getBoolean("millrace.terminal");
        if (Logging.choose(connector.observe().logging(), System.getenv(), terminal) == ObserveConfig.Logging.JSON) {
            Logging.useJson();
        }
        replicate(new Connector(connector, spec.name(), file.opening().writing(), Clock.systemUTC(), Version.text()));
        return ExitCode.OK;
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
