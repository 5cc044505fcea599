package dev.millrace.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A server's programs, unpacked once per user.
 *
 * @param name names version and content, so that other programs go to another directory
 */
record ProgramDirectory(String name, Content content) {

    /** What is unpacked. */
    @FunctionalInterface
    interface Content {
        /** Fills an empty directory. */
        void unpackInto(Path directory) throws IOException;
    }

    /**
     * Unpacks to the user's cache directory where that has not happened yet, and where it cannot be written, into the
     * given directory.
     */
    Path unpack(Path fallback) {
        Path cache = cache(System.getenv("XDG_CACHE_HOME"), Path.of(System.getProperty("user.home")));
        try {
            return unpackBelow(cache);
        } catch (IOException e) {
            return unpackInto(fallback);
        }
    }

    /** Unpacks below a directory where that has not happened yet. */
    Path unpackInto(Path directory) {
        try {
            return unpackBelow(directory);
        } catch (IOException e) {
            throw OwnFiles.unusable(directory, e);
        }
    }

    static Path cache(@Nullable String configured, Path home) {
        // The specification of XDG_CACHE_HOME: empty counts as unset, relative paths are invalid.
        boolean usable = configured != null && Path.of(configured).isAbsolute();
        return (usable ? Path.of(configured) : home.resolve(".cache")).resolve("millrace");
    }

    private Path unpackBelow(Path directory) throws IOException {
        Path home = directory.resolve(name);
        if (Files.exists(home)) {
            return home;
        }
        Files.createDirectories(directory);
        Path fresh = Files.createTempDirectory(directory, name + ".");
        try {
            content.unpackInto(fresh);
            // A new temporary directory is closed to others; these are programs, no secrets.
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another process may have been faster: then its copy is as good.
            if (Files.notExists(home)) {
                throw e;
            }
        } finally {
            OwnFiles.deleteTree(fresh);
        }
        return home;
    }
}
