package dev.millrace.bench.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.Measured;
import dev.millrace.stack.GuardedCommand;
import dev.millrace.stack.GuardedProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs contestants, each in a JVM of its own and all with the same options, one after the other. For one thread. */
final class ContestantJvm {
    /** The same for all. */
    static final List<String> OPTIONS = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

    private static final String EXTRA = "MILLRACE_BENCH_JAVA_OPTS";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private int runs;

    ContestantJvm(Path directory) {
        this.directory = directory;
    }

    static List<String> options() {
        List<String> options = new ArrayList<>(OPTIONS);
        String extra = System.getenv().getOrDefault(EXTRA, "");
        Arrays.stream(extra.split(" ")).filter(option -> !option.isBlank()).forEach(options::add);
        return options;
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
                            + lastLines(command.logFile()));
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
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.add("-Djava.io.tmpdir=" + directory);
        command.addAll(List.of("-cp", classPath(), ContestantMain.class.getName()));
        command.addAll(List.of(spec.toString(), result.toString()));
        return command;
    }

    /** Our own, for a process that works in another directory. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .map(entry -> new File(entry).getAbsolutePath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    }
}
