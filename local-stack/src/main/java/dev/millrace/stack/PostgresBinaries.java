package dev.millrace.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The archive of PostgreSQL's programs on our class path, and the place where it is unpacked.
 *
 * @param archive the resource's name
 * @param directoryName names version and content, so that another archive goes to another directory
 */
record PostgresBinaries(String archive, String directoryName) {
    static final String VERSION = "18.6.0";
    private static final int HASH_CHARACTERS = 12;

    /**
     * The archive for this operating system and processor.
     *
     * @throws StackException {@code PLATFORM_UNSUPPORTED} where there is none on the class path
     */
    static PostgresBinaries ofThisPlatform() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static PostgresBinaries of(String system, String processor) {
        String name = "/postgres-" + systemName(system) + "-" + processorName(processor) + ".txz";
        try (InputStream content = PostgresBinaries.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new StackException(
                        StackException.Code.PLATFORM_UNSUPPORTED,
                        "There are no PostgreSQL programs for " + system + " on " + processor + ".",
                        "Use Linux or macOS on x86-64 or ARM64, and a build that was made on the same platform.");
            }
            return new PostgresBinaries(name, "postgresql-" + VERSION + "-" + hash(content));
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from our class path", e);
        }
    }

    /**
     * Unpacks to the user's cache directory where that has not happened yet, and where it cannot be written, into the
     * given directory.
     *
     * @return the directory above {@code bin}
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
        Path home = directory.resolve(directoryName);
        if (Files.exists(home)) {
            return home;
        }
        Files.createDirectories(directory);
        Path fresh = Files.createTempDirectory(directory, directoryName + ".");
        try (InputStream content = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (content == null) {
                throw new IllegalStateException(archive + " has gone from our class path");
            }
            TarXz.unpack(content, fresh);
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

    private static String systemName(String system) {
        return system.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : system.toLowerCase(Locale.ROOT);
    }

    private static String processorName(String processor) {
        return switch (processor) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> processor;
        };
    }

    private static String hash(InputStream content) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
