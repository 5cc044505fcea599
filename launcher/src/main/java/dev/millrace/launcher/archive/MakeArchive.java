package dev.millrace.launcher.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Run while an image is built: lets a second JVM train, and has it keep what it made of its classes. What that is called depends on
 * the JVM: an AOT cache from 25 on, an archive of class data before. A JVM that does not like the archive goes without.
 */
public final class MakeArchive {
    private static final int FIRST_WITH_AOT = 25;
    private static final int FIRST_TO_WARN_OF_UNSAFE = 24;
    private static final String OPTIONS = "java.options";
    private static final String AOT_CACHE = "millrace.aot";
    private static final String CLASS_DATA = "millrace.jsa";

    private final Path home;
    private final int feature;

    MakeArchive(Path home, int feature) {
        this.home = home;
        this.feature = feature;
    }

    /** @param arguments the directory with {@code java.options} and {@code jvm.flags}; the main class to train with, and its arguments */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> training = List.of(arguments).subList(1, arguments.length);
        MakeArchive make =
                new MakeArchive(Path.of(arguments[0]), Runtime.version().feature());
        append(make.home.resolve(OPTIONS), make.options());
        int code = new ProcessBuilder(make.command(Path.of(System.getProperty("java.home"), "bin", "java"), training))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0 || !Files.isRegularFile(make.archive())) {
            System.exit(1);
        }
        append(make.home.resolve("jvm.flags"), List.of(make.flag()));
    }

    private static void append(Path file, List<String> lines) throws IOException {
        Files.write(file, lines, StandardOpenOption.APPEND);
    }

    /** What only JVMs of this version know; an archive fits the options with which it was made. */
    List<String> options() {
        // Netty and Kafka do it, and JVMs tell so in lines that are no JSON.
        return feature >= FIRST_TO_WARN_OF_UNSAFE ? List.of("--sun-misc-unsafe-memory-access=allow") : List.of();
    }

    Path archive() {
        return home.resolve(feature >= FIRST_WITH_AOT ? AOT_CACHE : CLASS_DATA);
    }

    /** As it stands in a file of flags. */
    String flag() {
        return (feature >= FIRST_WITH_AOT ? "AOTCache=" : "SharedArchiveFile=") + archive();
    }

    List<String> command(Path java, List<String> training) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.add("@" + home.resolve(OPTIONS));
        // Else it names each class that it leaves out.
        command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
        command.add((feature >= FIRST_WITH_AOT ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive());
        command.addAll(training);
        return command;
    }
}
