package dev.millrace.cli.soak;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.stack.LocalStack;
import dev.millrace.stack.RestartableServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The server that a group writes to, and a copy of its data.
 *
 * @param data the directory that has all of them
 */
record TargetServer(RestartableServer server, Path data) {
    private static final String COPY = "copy-of-data";

    static TargetServer of(TargetKind target, LocalStack stack) {
        RestartableServer server = switch (target) {
            case POSTGRES -> stack.postgres();
            case DYNAMODB -> stack.dynamodb();
            case KEYSPACES -> stack.cassandra();
            case REDIS -> stack.redis();
        };
        return new TargetServer(
                server, stack.directory().resolve(target.server().key()).resolve("data"));
    }

    /** Ends it with SIGKILL and keeps what its disk has at that moment. */
    void killAndCopy() {
        server.kill();
        delete(copy());
        copy(data, copy());
    }

    /** Stops it and gives it the state that was kept. */
    void stopAndSetBack() {
        server.stop();
        delete(data);
        copy(copy(), data);
    }

    private Path copy() {
        return data.resolveSibling(COPY);
    }

    private static void copy(Path from, Path to) {
        for (Path file : below(from)) {
            try {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private static void delete(Path directory) {
        if (Files.exists(directory)) {
            for (Path file :
                    below(directory).stream().sorted(Comparator.reverseOrder()).toList()) {
                try {
                    Files.delete(file);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        }
    }

    /** A directory before what is in it. */
    private static List<Path> below(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
