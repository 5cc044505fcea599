package dev.millrace.simulator.command;

import dev.millrace.core.config.ObserveConfig;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.launcher.UntilSignal;
import dev.millrace.launcher.logging.Logging;
import dev.millrace.simulator.process.Stage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands of all stages have in common. */
final class StageOptions {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration, YAML.")
    private Path config;

    @Option(names = "--check", description = "Only check the file, offline.")
    private boolean check;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * Reads the configuration, and runs what it describes until a signal comes.
     *
     * @param read reads a file, with environment variables over it
     */
    <S> int execute(BiFunction<Path, Map<String, String>, S> read, Function<S, Stage> stages)
            throws InterruptedException {
        S settings = read.apply(config, Map.copyOf(System.getenv()));
        if (check) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(config + " is valid.");
            return ExitCode.OK;
        }
        boolean terminal = Boolean.getBoolean("millrace.terminal");
        if (Logging.choose(ObserveConfig.Logging.AUTO, System.getenv(), terminal) == ObserveConfig.Logging.JSON) {
            Logging.useJson();
        }
        Stage stage = stages.apply(settings);
        UntilSignal signal = new UntilSignal(stage::stop);
        try (signal) {
            stage.run();
            signal.endWith(ExitCode.OK);
        }
        if (!signal.isSignalled()) {
            throw new CommandFailure(ExitCode.FAILED, spec.name() + " stopped by itself", "see its log");
        }
        return ExitCode.OK;
    }
}
