package dev.millrace.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The file that names the process that works in a directory. */
final class PidFile {
    /** Guards stop their servers within this time after the end of their JVM. */
    private static final Duration PREVIOUS_RUN = Duration.ofSeconds(10);
    /** Clock ticks and file times are coarser than instants. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private PidFile() {}

    /**
     * Waits until no process uses the directory: after a crash the guard of the previous run may still be at it.
     *
     * @throws StackException {@code DIRECTORY_IN_USE} when the process is still alive after 10 s, {@code INTERRUPTED}
     */
    static void awaitUnused(Path file) {
        Optional<ProcessHandle> owner = owner(file);
        if (owner.isEmpty()) {
            return;
        }
        try {
            owner.get().onExit().get(PREVIOUS_RUN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new StackException(
                    StackException.Code.DIRECTORY_IN_USE,
                    file.getParent() + " is used by process " + owner.get().pid() + ".",
                    "Stop that run first, or choose another directory.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException(
                    StackException.Code.INTERRUPTED,
                    "Interrupted while waiting for " + file.getParent() + ".",
                    "Start again.",
                    e);
        }
    }

    private static Optional<ProcessHandle> owner(Path file) {
        try {
            long pid = Long.parseLong(Files.readString(file).strip());
            Instant written = Files.getLastModifiedTime(file).toInstant();
            // Pids are used again, after a reboot for sure: one that started after the file was written is not meant.
            return ProcessHandle.of(pid)
                    .filter(process -> process.info()
                            .startInstant()
                            .filter(start -> start.isAfter(written.plus(SLACK)))
                            .isEmpty());
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It names a process that is gone, which the next start finds out.
        }
    }
}
