package dev.millrace.cli.demo;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.cli.verify.VerifyCommand;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes room for a run in its directory: a demo begins with empty servers, and deletes only what a demo has left. */
final class DemoDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(DemoDirectory.class);

    /** Holds what processes that are killed leave behind. */
    static final String TEMPORARY = "tmp";

    /** Configuration of the stages, copybooks and stored changes. */
    static final String STAGES = "stages";

    private static final String MARK = ".millrace-demo";

    private DemoDirectory() {}

    /** Creates the directory for its owner only, if it is missing; whether it can be used is for its user to find out. */
    static void create(Path directory) {
        try {
            PrivateFiles.createDirectory(directory);
        } catch (IOException unusable) {
            LOG.debug("{} cannot be created", directory, unusable);
        }
    }

    static void empty(Path directory) {
        try {
            if (isEmpty(directory)) {
                Files.createFile(directory.resolve(MARK));
            } else {
                requireDead(directory);
                for (ServerKind kind : ServerKind.values()) {
                    delete(directory.resolve(kind.key()));
                }
                for (TargetKind target : TargetKind.values()) {
                    delete(directory.resolve(ConnectorFile.process(target) + ".log"));
                }
                delete(directory.resolve(TEMPORARY));
                delete(directory.resolve(STAGES));
                delete(directory.resolve(VerifyCommand.TRUTH_FILE));
            }
            Files.createDirectory(directory.resolve(TEMPORARY));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    private static void requireDead(Path directory) {
        if (!Files.exists(directory.resolve(MARK))) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    directory + " has files that no demo has made",
                    "give --dir an empty directory, or one of an earlier demo");
        }
        if (Files.exists(directory.resolve(StackFile.NAME))
                && StackFile.read(directory).isLive()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "a demo is running in " + directory, "end it, or give --dir another directory");
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
