package dev.millrace.simulator.command;

import dev.millrace.launcher.ExitCode;
import dev.millrace.simulator.capture.CaptureSettings;
import dev.millrace.simulator.capture.SourceTruth;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace simulate truth}. */
@Command(
        name = "truth",
        description = {
            "Writes the true state of a simulated source, also while its Capture runs.",
            "The source is made anew for it, from its first change on; `millrace verify` reads the file."
        })
final class TruthCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The Capture's configuration, YAML.")
    private Path config;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The file to write, JSON lines: it holds all rows.")
    private Path out;

    @Option(
            names = "--ordinal",
            paramLabel = "N",
            description =
                    "As of this change, the unit of work that it is of included; without it, of the last one stored.")
    private @Nullable Long ordinal;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CaptureSettings settings = CaptureSettings.read(config, Map.copyOf(System.getenv()));
        OptionalLong wanted = ordinal == null ? OptionalLong.empty() : OptionalLong.of(ordinal);
        SourceTruth truth = SourceTruth.write(settings, wanted, out);
        spec.commandLine().getOut().printf("%s: %,d rows after change %,d%n", out, truth.rows(), truth.ordinal());
        return ExitCode.OK;
    }
}
