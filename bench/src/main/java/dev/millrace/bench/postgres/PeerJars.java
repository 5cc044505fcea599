package dev.millrace.bench.postgres;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.JvmCommand;
import dev.millrace.stack.GuardedCommand;
import dev.millrace.stack.GuardedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The jars of Kafka Connect and of Debezium's sink. Maven fetches them into the build's directory, once, when they are to be measured; nothing
 * is passed on.
 *
 * @param directory with the directories of both
 */
record PeerJars(Path directory) {
    /** The system property that names the directory of the sources. */
    private static final String HOME = "millrace.home";

    private static final Duration LONGEST_FETCH = Duration.ofMinutes(10);

    static PeerJars find() {
        return new PeerJars(home().resolve("target").resolve("peers"));
    }

    private static Path home() {
        return Path.of(System.getProperty(HOME, "")).toAbsolutePath();
    }

    /** The jars of Kafka Connect. */
    Path connect() {
        return directory.resolve("connect");
    }

    /** A directory for each plugin. */
    Path plugins() {
        return directory.resolve("plugins");
    }

    /**
     * Fetches what is missing.
     *
     * @param log directory that takes Maven's output
     */
    void fetch(Path log) {
        if (isThere(connect()) && isThere(plugins())) {
            return;
        }
        Path home = home();
        List<String> command = List.of(
                home.resolve("mvnw").toString(),
                "-q",
                "-B",
                "-f",
                home.resolve("pom.xml").toString(),
                "-Ppeers",
                "-pl",
                "bench/connect-peer",
                "process-resources");
        GuardedCommand maven = GuardedCommand.of("fetch-peers", log, command);
        try (GuardedProcess process = GuardedProcess.start(maven)) {
            boolean ended = process.awaitEnd(LONGEST_FETCH);
            if (!ended || process.onExit().join() != 0 || !isThere(plugins())) {
                throw new BenchFailure("Debezium's sink could not be fetched; --only leaves it out: "
                        + JvmCommand.lastLines(maven.logFile()));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isThere(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isPresent();
        } catch (IOException missing) {
            return false;
        }
    }
}
