package dev.millrace.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the shell script that stands between this JVM and a child process. */
final class Guard {
    private static final String SCRIPT = "guard.sh";

    private Guard() {}

    /**
     * Starts a guard with its command. Its standard input is the pipe that it watches, its standard output the pid.
     *
     * @throws StackException {@code DIRECTORY_UNUSABLE}, {@code START_FAILED} where there is no shell
     */
    static Process start(GuardedCommand command) {
        Path script = command.directory().resolve(SCRIPT);
        OwnFiles.write(script, script());
        List<String> line = new ArrayList<>();
        line.add("/bin/sh");
        line.add(script.toString());
        line.add(command.pidFile().toString());
        line.add(command.logFile().toString());
        line.add(command.politeSignal().name());
        line.add(Long.toString(command.grace().toMillis() / 100));
        line.addAll(command.command());
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(command.directory().toFile())
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(command.logFile().toFile()));
        builder.environment().putAll(command.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            String fix = Files.isExecutable(Path.of("/bin/sh"))
                    ? "Check that this user may start processes and write to " + command.directory() + "."
                    : "Run on Linux or macOS: the servers are guarded by /bin/sh, which is missing here.";
            throw new StackException(
                    StackException.Code.START_FAILED, command.name() + " could not be started.", fix, e);
        }
    }

    private static byte[] script() {
        try (InputStream resource = Guard.class.getResourceAsStream(SCRIPT)) {
            if (resource == null) {
                throw new IllegalStateException(SCRIPT + " is missing from the jar");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(SCRIPT + " cannot be read from the jar", e);
        }
    }
}
