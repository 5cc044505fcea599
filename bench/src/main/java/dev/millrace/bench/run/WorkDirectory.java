package dev.millrace.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary directory that goes with the run. */
public record WorkDirectory(Path path) implements AutoCloseable {

    public static WorkDirectory create() {
        try {
            return new WorkDirectory(Files.createTempDirectory("millrace-bench-"));
        } catch (IOException unusable) {
            throw new BenchFailure("there is no room for temporary files: set -Djava.io.tmpdir", unusable);
        }
    }

    @Override
    public void close() {
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
