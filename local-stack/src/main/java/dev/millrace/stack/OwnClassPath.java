package dev.millrace.stack;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of this JVM, for one that works in another directory: absolute, and what no build of ours has made first, so that
 * a {@link ClassArchive} of it outlives a change of our code.
 */
public final class OwnClassPath {
    private OwnClassPath() {}

    /** The jars of others, with which {@link #value} begins. */
    public static List<Path> libraries() {
        return entries().filter(OwnClassPath::isLibrary).toList();
    }

    /** For the command line. */
    public static String value() {
        return Stream.concat(libraries().stream(), entries().filter(entry -> !isLibrary(entry)))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<Path> entries() {
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .map(entry -> Path.of(entry).toAbsolutePath());
    }

    /** Maven builds into {@code target}. */
    private static boolean isLibrary(Path entry) {
        return entry.toString().endsWith(".jar") && !OwnFiles.parent(entry).endsWith("target");
    }
}
