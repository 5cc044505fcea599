package dev.millrace.simulator.segment;

import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process of one role out of a directory, until it is closed or its process ends. */
public final class DirectoryLock implements Closeable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The role of the process that writes the log. */
    static DirectoryLock ofCapture(Path directory) throws IOException {
        return take(directory, "lock", "Capture");
    }

    /**
     * The role of the process that keeps what is acknowledged.
     *
     * @throws SimulatorException {@code STORAGE_UNUSABLE} where another one has it
     */
    public static DirectoryLock ofPublisher(Path directory) throws IOException {
        return take(directory, "publisher.lock", "Publisher");
    }

    private static DirectoryLock take(Path directory, String file, String role) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(directory.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return new DirectoryLock(channel);
            }
        } catch (OverlappingFileLockException heldHere) {
            // Said below.
        }
        channel.close();
        throw new SimulatorException(
                SimulatorError.STORAGE_UNUSABLE,
                directory.toString(),
                "another " + role + " uses this directory.",
                "give each " + role + " a directory of its own.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
