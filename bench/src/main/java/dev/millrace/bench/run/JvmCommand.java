package dev.millrace.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the JVM of a contestant is started.
 *
 * @param directory where it works, and keeps temporary files
 * @param options of the JVM, without what the environment adds to those of all contestants
 */
public record JvmCommand(Path directory, List<String> options, String classPath) {
    private static final String EXTRA = "MILLRACE_BENCH_JAVA_OPTS";
    private static final int LAST_LINES = 12;

    /** Options with those that the environment adds. */
    public static List<String> withExtra(List<String> options) {
        List<String> all = new ArrayList<>(options);
        String extra = System.getenv().getOrDefault(EXTRA, "");
        Arrays.stream(extra.split(" ")).filter(option -> !option.isBlank()).forEach(all::add);
        return all;
    }

    /** The program and its arguments. */
    public List<String> line(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(withExtra(options));
        command.add("-Djava.io.tmpdir=" + directory);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return command;
    }

    /** What a contestant has said last, in one line. */
    public static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}
