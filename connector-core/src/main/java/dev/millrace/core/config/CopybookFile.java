package dev.millrace.core.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file with a copybook.
 *
 * @param key of the configuration that names it
 * @param name as it stands there
 * @param source what is in the file
 */
public record CopybookFile(String key, String name, String source) {
    /** Empty where the key is not given, or where the file cannot be read, which is told. */
    static Optional<CopybookFile> read(ConfigReader reader, String key, String example, String meaning) {
        return reader.optional(key, example, meaning).flatMap(name -> read(reader, key, name));
    }

    private static Optional<CopybookFile> read(ConfigReader reader, String key, String name) {
        try {
            // ASCII, and whatever stands in comments: each of its bytes is one character, so nothing fails and columns
            // stay in place.
            String source = Files.readString(Path.of(name), StandardCharsets.ISO_8859_1);
            return Optional.of(new CopybookFile(key, name, source));
        } catch (IOException | InvalidPathException unreadable) {
            reader.problem(
                    ProblemCode.CONFIG_FILE_UNREADABLE,
                    key,
                    "the file " + name + " cannot be read",
                    "mount the copybook there, or name its path");
            return Optional.empty();
        }
    }
}
