package dev.millrace.cli;

import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a run's files go: the user's directory, which stays, or a temporary one, which goes with the run. */
public final class RunDirectory implements AutoCloseable {
    private final Path path;
    private final boolean temporary;

    private RunDirectory(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** @param chosen the user's choice; created where it is missing */
    public static RunDirectory of(Optional<Path> chosen) {
        try {
            if (chosen.isPresent()) {
                return new RunDirectory(
                        Files.createDirectories(chosen.get().toAbsolutePath()).normalize(), false);
            }
            return new RunDirectory(Files.createTempDirectory("millrace-"), true);
        } catch (IOException unusable) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "the directory " + chosen.map(Path::toString).orElse("for temporary files") + " cannot be used",
                    "give --dir with a directory that you may write");
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> files = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
