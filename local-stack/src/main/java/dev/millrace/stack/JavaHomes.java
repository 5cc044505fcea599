package dev.millrace.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JDKs of a machine.
 *
 * @param own the home of the JDK that runs this JVM, looked at first
 * @param environment its variables {@code JAVA_HOME} and {@code JAVA_HOME_<version>} name further ones
 * @param collections directories with JDKs in them, looked at last
 */
record JavaHomes(Path own, Map<String, String> environment, List<Path> collections) {
    private static final Pattern VERSION = Pattern.compile("^JAVA_VERSION=\"(\\d+)", Pattern.MULTILINE);

    static JavaHomes ofThisMachine() {
        return new JavaHomes(
                Path.of(System.getProperty("java.home")),
                System.getenv(),
                List.of(
                        Path.of("/usr/lib/jvm"),
                        Path.of("/opt/java"),
                        Path.of("/Library/Java/JavaVirtualMachines"),
                        Path.of(System.getProperty("user.home", "/"), ".sdkman/candidates/java")));
    }

    /** The first JDK of a feature version, such as 17. */
    Optional<Path> find(int version) {
        Stream<Path> named = environment.entrySet().stream()
                .filter(variable -> variable.getKey().equals("JAVA_HOME")
                        || variable.getKey().startsWith("JAVA_HOME_" + version))
                .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                .filter(variable -> !variable.getValue().isBlank())
                .map(variable -> Path.of(variable.getValue()));
        return Stream.concat(
                        Stream.concat(Stream.of(own), named),
                        collections.stream().flatMap(JavaHomes::within))
                .filter(home -> version(home) == version && Files.isExecutable(ServerJvm.java(home)))
                .findFirst()
                .map(Path::toAbsolutePath);
    }

    /** On macOS the home lies deeper. */
    private static Stream<Path> within(Path collection) {
        try (Stream<Path> entries = Files.list(collection)) {
            return entries.sorted().toList().stream()
                    .flatMap(entry -> Stream.of(entry, entry.resolve("Contents/Home")));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** What the JDK says of itself; 0 where it says nothing. */
    private static int version(Path home) {
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
