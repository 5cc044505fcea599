package dev.millrace.bench.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.JvmCommand;
import dev.millrace.bench.run.Measured;
import dev.millrace.stack.GuardedCommand;
import dev.millrace.stack.GuardedProcess;
import dev.millrace.stack.OwnClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Runs contestants, each in a JVM of its own and all with the same options, one after the other. For one thread. */
final class ContestantJvm {
    /** The same for all. */
    static final List<String> OPTIONS = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private int runs;

    ContestantJvm(Path directory) {
        this.directory = directory;
    }

    static List<String> options() {
        return JvmCommand.withExtra(OPTIONS);
    }

    Measured run(RunSpec spec) throws InterruptedException {
        runs++;
        String name = "contestant-" + runs;
        Path specFile = directory.resolve(name + ".spec.json");
        Path resultFile = directory.resolve(name + ".result.json");
        try {
            Files.createDirectories(directory);
            Files.write(specFile, JSON.writeValueAsBytes(spec));
            GuardedCommand command = GuardedCommand.of(name, directory, command(specFile, resultFile));
            try (GuardedProcess process = GuardedProcess.start(command)) {
                int code = process.onExit().get();
                if (code != 0 || Files.notExists(resultFile)) {
                    throw new BenchFailure(spec.setup().label() + " failed with exit code " + code + ": "
                            + JvmCommand.lastLines(command.logFile()));
                }
            }
            return JSON.readValue(resultFile.toFile(), Measured.class);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        } catch (ExecutionException failure) {
            throw new BenchFailure(spec.setup().label() + " could not be run", failure);
        }
    }

    private List<String> command(Path spec, Path result) {
        return new JvmCommand(directory, OPTIONS, OwnClassPath.value())
                .line(ContestantMain.class.getName(), List.of(spec.toString(), result.toString()));
    }
}
