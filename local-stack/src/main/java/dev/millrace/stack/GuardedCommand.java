package dev.millrace.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a guard is to run.
 *
 * @param name names the log file and the pid file; unique within the directory
 * @param directory the working directory, which also takes log file, pid file and guard script; created where missing
 * @param command the program and its arguments; the program is looked up on {@code PATH}
 * @param environment added to the environment of this JVM
 * @param politeSignal what the guard sends first when this JVM is gone
 * @param grace how long the guard waits after that before it kills, in steps of 100 ms; at most 5 s, so that nothing is
 *     left 10 s after the end of this JVM
 */
public record GuardedCommand(
        String name,
        Path directory,
        List<String> command,
        Map<String, String> environment,
        Signal politeSignal,
        Duration grace) {

    private static final Duration LONGEST_GRACE = Duration.ofSeconds(5);

    /** Checks the bounds and copies the collections. */
    public GuardedCommand {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
            throw new IllegalArgumentException("grace must be between 0 and 5 s: " + grace);
        }
        directory = directory.toAbsolutePath();
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A command that is asked to end with {@code TERM} and gets 3 s for it. */
    public static GuardedCommand of(String name, Path directory, List<String> command) {
        return new GuardedCommand(name, directory, command, Map.of(), Signal.TERM, Duration.ofSeconds(3));
    }

    /** The same with these variables added to the environment. */
    public GuardedCommand withEnvironment(Map<String, String> variables) {
        return new GuardedCommand(name, directory, command, variables, politeSignal, grace);
    }

    /** The same with another way to be asked to end. */
    public GuardedCommand withPoliteSignal(Signal signal, Duration patience) {
        return new GuardedCommand(name, directory, command, environment, signal, patience);
    }

    /** Takes all output of the process; appended to, never truncated. */
    public Path logFile() {
        return directory.resolve(name + ".log");
    }

    /** Holds the process's own pid, in decimal, while it runs. */
    public Path pidFile() {
        return directory.resolve(name + ".pid");
    }
}
