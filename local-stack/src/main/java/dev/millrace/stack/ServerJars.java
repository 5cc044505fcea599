package dev.millrace.stack;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the jars of a server that runs on a class path of its own.
 *
 * <p>They lie in {@code <servers>/<name>/*.jar}, where {@code <servers>} is the system property {@value #PROPERTY}, else
 * the directory {@code servers} beside the jar that holds this class.
 */
final class ServerJars {
    /** The system property that says where the servers' directories are. */
    static final String PROPERTY = "millrace.servers";

    private ServerJars() {}

    /**
     * The jars of a server, at least one, absolute, always in the same order.
     *
     * @throws StackException {@code SERVER_JARS_MISSING}
     */
    static List<Path> of(String server) {
        String property = System.getProperty(PROPERTY, "");
        Path servers = property.isEmpty() ? besideOurJar() : Path.of(property);
        Path directory = servers.resolve(server).toAbsolutePath();
        List<Path> jars = jarsIn(directory);
        if (jars.isEmpty()) {
            throw new StackException(
                    StackException.Code.SERVER_JARS_MISSING,
                    "No jars of the server '" + server + "' in " + directory + ".",
                    "Unpack the distribution as a whole, or build it again; or say where the directory with '" + server
                            + "' in it is: -D" + PROPERTY + "=<directory>.");
        }
        return jars;
    }

    private static List<Path> jarsIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Path besideOurJar() {
        CodeSource source = ServerJars.class.getProtectionDomain().getCodeSource();
        try {
            return OwnFiles.parent(Path.of(source.getLocation().toURI())).resolve("servers");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("our own jar has no usable address: " + source.getLocation(), e);
        }
    }
}
