package dev.millrace.core.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;

/** Starts what all tests of a JVM share: with a directory of its own, stopped with the JVM, and nothing left of it. */
public final class SharedServer {
    private SharedServer() {}

    /** @param start in this directory, which is empty */
    public static <S extends AutoCloseable> S start(Function<Path, S> start) {
        try {
            Path directory = Files.createTempDirectory("millrace-test-server");
            S server = start.apply(directory);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                close(server);
                delete(directory);
            }));
            return server;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception error) {
            throw new IllegalStateException(error);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
