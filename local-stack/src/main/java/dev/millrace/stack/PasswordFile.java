package dev.millrace.stack;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The password of a server, in a file of its directory that only the owner may read. */
final class PasswordFile {
    private static final int BITS = 128;

    private PasswordFile() {}

    /** The path, for programs that read it themselves. */
    static Path in(Path directory) {
        return directory.resolve("password");
    }

    /** Reads the password, and draws one where there is none yet: letters and digits. */
    static String readOrDraw(Path directory) {
        Path file = in(directory);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
        } catch (IOException e) {
            throw OwnFiles.unusable(file, e);
        }
        String password = new BigInteger(BITS, new SecureRandom()).toString(Character.MAX_RADIX);
        OwnFiles.write(file, password.getBytes(StandardCharsets.UTF_8));
        return password;
    }
}
