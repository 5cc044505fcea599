package dev.millrace.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The claim of one live run on a directory. The kernel gives it up with the process, however that ends. */
final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Claims a directory.
     *
     * @throws StackException {@code DIRECTORY_IN_USE}, {@code DIRECTORY_UNUSABLE}
     */
    static DirectoryLock acquire(Path directory) {
        OwnFiles.createDirectories(directory);
        Path file = directory.resolve("stack.lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return new DirectoryLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw OwnFiles.unusable(file, e);
        }
        throw new StackException(
                StackException.Code.DIRECTORY_IN_USE,
                "A stack is running in " + directory + ".",
                "Use that one (see " + directory.resolve(StackFile.NAME)
                        + "), stop it first, or choose another directory.");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Held by this JVM already.
            return false;
        }
    }

    /** Gives the claim up. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is released even so, and with it the lock.
        }
    }
}
