package dev.millrace.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The archive of PostgreSQL's programs on our class path.
 *
 * @param archive the resource's name
 * @param hash of its content
 */
record PostgresBinaries(String archive, String hash) {
    static final String VERSION = "18.6.0";
    private static final int HASH_CHARACTERS = 12;

    /**
     * The archive for this operating system and processor.
     *
     * @throws StackException {@code PLATFORM_UNSUPPORTED} where there is none on the class path
     */
    static PostgresBinaries ofThisPlatform() {
        return of(Platform.ofThisJvm());
    }

    static PostgresBinaries of(Platform platform) {
        String name = "/postgres-" + platform.systemName() + "-" + platform.processorName("x86_64", "arm_64") + ".txz";
        try (InputStream content = PostgresBinaries.class.getResourceAsStream(name)) {
            if (content == null) {
                throw platform.unsupported(
                        "PostgreSQL",
                        "Use Linux or macOS on x86-64 or ARM64, and a build that was made on the same platform.");
            }
            return new PostgresBinaries(name, hash(content));
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from our class path", e);
        }
    }

    /** Where it is unpacked: the directory above {@code bin}. */
    ProgramDirectory directory() {
        return new ProgramDirectory("postgresql-" + VERSION + "-" + hash, this::unpackInto);
    }

    private void unpackInto(Path directory) throws IOException {
        try (InputStream content = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (content == null) {
                throw new IllegalStateException(archive + " has gone from our class path");
            }
            TarXz.unpack(content, directory);
        }
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
