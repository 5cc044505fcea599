package dev.millrace.core.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file with a copybook.
 *
 * @param key of the configuration that names it
 * @param name as it stands there
 * @param source what is in the file
 * @param record which of its records is meant, where one is named
 * @param copyPath directories that COPY looks into, the file's own first
 */
public record CopybookFile(String key, String name, String source, Optional<String> record, List<Path> copyPath) {
    private static final String COPYBOOK = "copybook";
    private static final String RECORD = "record";

    public CopybookFile {
        copyPath = List.copyOf(copyPath);
    }

    /**
     * Reads the file, and beside its name which of its records is meant: {@code parent-record} for {@code parent-copybook}.
     *
     * @param key that ends with {@code copybook}
     * @param copyPath as {@link CopyPath} has it
     * @return empty where the key is not given, or where the file cannot be read, which is told
     */
    public static Optional<CopybookFile> read(
            ConfigReader reader, String key, Optional<String> name, List<Path> copyPath) {
        Optional<String> record = reader.optional(
                recordKey(key),
                "ACCOUNT-RECORD",
                "Which record of `" + key.substring(key.lastIndexOf('.') + 1)
                        + "`, where it has several of level 01 or 77.");
        requireGiven(reader, key, recordKey(key));
        return name.flatMap(given -> read(reader, key, given, record, copyPath));
    }

    private static Optional<CopybookFile> read(
            ConfigReader reader, String key, String name, Optional<String> record, List<Path> copyPath) {
        try {
            Path file = Path.of(name);
            // ASCII, and whatever stands in comments: each of its bytes is one character, so nothing fails and columns
            // stay in place.
            String source = Files.readString(file, StandardCharsets.ISO_8859_1);
            List<Path> directories = new ArrayList<>();
            directories.add(file.toAbsolutePath().getParent());
            directories.addAll(copyPath);
            return Optional.of(new CopybookFile(key, name, source, record, directories));
        } catch (IOException unreadable) {
            unreadable(reader, key, Path.of(name).toAbsolutePath().toString());
        } catch (InvalidPathException noPath) {
            unreadable(reader, key, name);
        }
        return Optional.empty();
    }

    private static void unreadable(ConfigReader reader, String key, String file) {
        reader.problem(
                ProblemCode.CONFIG_FILE_UNREADABLE,
                key,
                "the file " + file + " cannot be read",
                "mount the copybook there, or name its path");
    }

    /** The key that says which of the file's records is meant. */
    public String recordKey() {
        return recordKey(key);
    }

    private static String recordKey(String key) {
        return key.substring(0, key.length() - COPYBOOK.length()) + RECORD;
    }

    /** Refuses a key that means nothing without that of a copybook. */
    static void requireGiven(ConfigReader reader, String copybookKey, String key) {
        if (!reader.isGiven(copybookKey)) {
            reader.refuse(
                    key,
                    "it means nothing without " + copybookKey.substring(copybookKey.lastIndexOf('.') + 1),
                    "name the copybook, or remove it");
        }
    }
}
