package dev.millrace.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * A main class of ours alone in a jar, for a server's class path: our own jar would bring our own libraries onto it. Such a class is not
 * compiled against the server; it finds the server's entry points by name and uses nothing but the JDK.
 */
final class LauncherJar {
    private LauncherJar() {}

    /** Writes the jar into a server's directory. */
    static Path write(Path directory, Class<?> launcher) {
        Path jar = directory.resolve("launcher.jar");
        OwnFiles.write(jar, content(launcher.getName().replace('.', '/') + ".class"));
        return jar;
    }

    private static byte[] content(String entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream code = LauncherJar.class.getResourceAsStream("/" + entry);
                JarOutputStream jar = new JarOutputStream(bytes)) {
            if (code == null) {
                throw new IllegalStateException(entry + " is missing from our jar");
            }
            jar.putNextEntry(new JarEntry(entry));
            code.transferTo(jar);
            jar.closeEntry();
        } catch (IOException e) {
            throw new IllegalStateException(entry + " cannot be copied", e);
        }
        return bytes.toByteArray();
    }
}
