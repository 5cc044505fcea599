package dev.millrace.iam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a program of the machine said.
 *
 * @param output of both streams
 */
record Tool(int exitCode, String output) {

    /**
     * Runs it to its end.
     *
     * @throws IOException where there is no such program, or it takes longer than that
     */
    static Tool run(Path directory, Map<String, String> environment, Duration limit, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("tool", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new IOException(command.get(0) + " took longer than " + limit);
            }
            return new Tool(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
