package dev.millrace.launcher.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The classes of the class path's jars that an image's archive is to have, whether or not the training has come to them. */
public final class PackageClasses {
    private static final String CLASS = ".class";

    private PackageClasses() {}

    /** @param packages a file with prefixes of classes to load, one a line, with {@code /} between the parts */
    public static void load(Path packages) throws IOException {
        List<String> prefixes = Files.readAllLines(packages);
        for (String path : System.getProperty("java.class.path").split(":", -1)) {
            try (JarFile jar = new JarFile(path)) {
                for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                    String name = entries.nextElement().getName();
                    if (name.endsWith(CLASS) && prefixes.stream().anyMatch(name::startsWith)) {
                        load(name.substring(0, name.length() - CLASS.length()).replace('/', '.'));
                    }
                }
            }
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, PackageClasses.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError optional) {
            // Of a library that can work with others, which are not here.
        }
    }
}
