package dev.millrace.core.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A file that holds one secret. */
public final class SecretFile {
    private static final Pattern LAST_LINE_END = Pattern.compile("\\r?\\n\\z");

    private SecretFile() {}

    /**
     * The content without its last line end; empty, with a problem, where the file cannot be read or has none.
     *
     * @param key that names the file, for the problem
     */
    static String read(String key, String file, List<Problem> problems) {
        try {
            String content = read(Path.of(file));
            if (content.isEmpty()) {
                problems.add(problem(key, "the file " + file + " is empty", "write the secret into it"));
            }
            return content;
        } catch (IOException | InvalidPathException unreadable) {
            problems.add(
                    problem(key, "the file " + file + " cannot be read", "mount the secret there, or name its path"));
            return "";
        }
    }

    /** The content without its last line end. */
    public static String read(Path file) throws IOException {
        return LAST_LINE_END.matcher(Files.readString(file)).replaceFirst("");
    }

    private static Problem problem(String key, String what, String fix) {
        return new Problem(ProblemCode.CONFIG_VALUE_INVALID, key, what, fix);
    }
}
