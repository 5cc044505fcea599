package dev.millrace.cli.soak;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file system that can be filled without harm to others: one in memory, which only root may mount, and not everywhere. */
record SmallDisk(Path mount) implements AutoCloseable {
    private static final String SIZE = "size=64m";
    private static final int PORTION = 64 * 1024;

    /**
     * Empty where it cannot be mounted.
     *
     * @param mount made for it
     */
    static Optional<SmallDisk> mount(Path mount) throws IOException {
        Files.createDirectory(mount);
        return succeeds("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", mount.toString())
                ? Optional.of(new SmallDisk(mount))
                : Optional.empty();
    }

    /** A directory on it that belongs to whom that other file belongs to, and that nobody else enters. */
    Path directoryLike(Path other) throws IOException {
        Path made = Files.createDirectory(mount.resolve("tables"));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(mount, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setAttribute(made, "unix:uid", Files.getAttribute(other, "unix:uid"));
        return made;
    }

    /** Leaves no byte for anybody. */
    void fill() {
        byte[] zeros = new byte[PORTION];
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            while (Files.getFileStore(mount).getUsableSpace() > 0) {
                ballast.write(zeros);
            }
        } catch (IOException full) {
            // As meant.
            return;
        }
    }

    void free() {
        try {
            Files.delete(ballast());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path ballast() {
        return mount.resolve("ballast");
    }

    @Override
    public void close() throws IOException {
        if (!succeeds("umount", mount.toString())) {
            throw new IOException(mount + " is still in use");
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
            return !process.isAlive() && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
