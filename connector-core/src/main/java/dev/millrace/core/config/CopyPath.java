package dev.millrace.core.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where COPY looks, behind the directories of the copybooks themselves: the key {@code copy-path} of an entry with copybooks. */
public final class CopyPath {
    private CopyPath() {}

    /** The directories in their order, without those that there are not, which is told. */
    public static List<Path> read(ConfigReader reader, String entry) {
        String key = entry + ".copy-path";
        List<String> names = reader.list(
                key,
                "[/etc/millrace/copylib]",
                "Only with `copybook`. Directories where COPY looks, behind the copybook's own.");
        CopybookFile.requireGiven(reader, entry + ".copybook", key);
        List<Path> directories = new ArrayList<>();
        for (String name : names) {
            if (isDirectory(name)) {
                directories.add(Path.of(name));
            } else {
                reader.problem(
                        ProblemCode.CONFIG_FILE_UNREADABLE,
                        key,
                        "there is no directory " + name,
                        "mount it there, or name its path");
            }
        }
        return directories;
    }

    private static boolean isDirectory(String name) {
        try {
            return Files.isDirectory(Path.of(name));
        } catch (InvalidPathException none) {
            return false;
        }
    }
}
