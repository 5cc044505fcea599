package dev.millrace.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the JVM has made of the classes of some jars, kept for the next JVM that has the same jars first on its class path: a build
 * starts the same few programs a hundred times, and half of what a start costs is the loading of classes. The first start writes
 * down which classes it loads, the second one makes the archive of them, all further ones use it.
 *
 * <p>Only where the system property {@value #PROPERTY} names a directory. Nothing depends on it: whatever goes wrong, a JVM starts as it
 * would have without. Several JVMs may do this at once.
 *
 * <p>Thread safe.
 */
public final class ClassArchive {
    /** The system property that says where the archives are kept. */
    public static final String PROPERTY = "millrace.archives";

    private static final Logger LOGGER = LoggerFactory.getLogger(ClassArchive.class);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final List<String> options;
    /** What this start writes down; empty where it does not. */
    private final Optional<Path> record;

    private final Path classes;

    private ClassArchive(List<String> options, Optional<Path> record, Path classes) {
        this.options = options;
        this.record = record;
        this.classes = classes;
    }

    /**
     * For one start of a JVM.
     *
     * @param program a short name of what it runs
     * @param java the program that runs it
     * @param jars first on its class path, absolute, in this order
     */
    public static ClassArchive of(String program, Path java, List<Path> jars) {
        String directory = System.getProperty(PROPERTY, "");
        return directory.isEmpty() || jars.isEmpty() ? none() : in(Path.of(directory), program, java, jars);
    }

    static ClassArchive in(Path directory, String program, Path java, List<Path> jars) {
        try {
            Path kept = Files.createDirectories(directory.toAbsolutePath());
            return find(kept, program + "-" + digest(java, jars), java, jars);
        } catch (IOException | StackException e) {
            LOGGER.debug("No archive of the classes of {}", program, e);
            return none();
        }
    }

    /** For a start without. */
    public static ClassArchive none() {
        return new ClassArchive(List.of(), Optional.empty(), Path.of(""));
    }

    private static ClassArchive find(Path kept, String name, Path java, List<Path> jars) throws IOException {
        Path classes = kept.resolve(name + ".classes");
        Path archive = kept.resolve(name + ".jsa");
        if (Files.exists(classes) && Files.notExists(archive)) {
            make(kept, name, java, jars);
        }
        if (Files.exists(archive)) {
            return new ClassArchive(option("-XX:SharedArchiveFile=" + archive), Optional.empty(), classes);
        }
        if (Files.exists(classes)) {
            // Another JVM makes it just now, or it has failed.
            return none();
        }
        Path record = Files.createTempFile(kept, name + ".", ".loaded");
        record.toFile().deleteOnExit();
        return new ClassArchive(option("-XX:DumpLoadedClassList=" + record), Optional.of(record), classes);
    }

    private static List<String> option(String own) {
        // Nothing that a JVM says of archives may stand in a log that is read; how it marks that differs between
        // releases.
        return List.of("-Xshare:auto", "-Xlog:disable", own);
    }

    /** For the JVM's command line; may be empty. */
    public List<String> options() {
        return options;
    }

    /** Tells that the JVM has come so far that the classes which it has loaded are those that others will load. */
    public void loaded() {
        record.filter(Files::exists).ifPresent(written -> {
            try {
                // The JVM goes on writing to it.
                Files.move(written, classes, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                LOGGER.debug("The loaded classes are not kept", e);
            }
        });
    }

    /**
     * One thread at a time: whoever has waited finds the archive. Another JVM does not wait, and nobody tries it twice: the list stays.
     */
    private static synchronized void make(Path kept, String name, Path java, List<Path> jars) throws IOException {
        Path list = kept.resolve(name + ".list");
        if (Files.exists(list)) {
            return;
        }
        Files.write(list, complete(Files.readString(kept.resolve(name + ".classes"))), StandardOpenOption.CREATE_NEW);
        Path fresh = kept.resolve(name + ".new");
        List<String> command = List.of(
                java.toString(),
                "-Xshare:dump",
                "-Xlog:disable",
                "-Xmx512m",
                // The only one that keeps objects, too; any other can use them.
                "-XX:+UseG1GC",
                "-XX:TieredStopAtLevel=1",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + fresh,
                "-cp",
                jars.stream().map(Path::toString).collect(Collectors.joining(":")));
        try (GuardedProcess making = GuardedProcess.start(GuardedCommand.of(name, kept, command))) {
            if (making.awaitEnd(LONGEST) && making.onExit().join() == 0) {
                Files.move(fresh, kept.resolve(name + ".jsa"), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** Whole lines of classes that are found by their name: the JVM may be writing the last one, and may have read others elsewhere. */
    private static List<String> complete(String written) {
        return written.substring(0, written.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> !line.contains(" source: "))
                .toList();
    }

    /** Another one for each JDK and each state of the jars. */
    private static String digest(Path java, List<Path> jars) throws IOException {
        // Systems have several names for one JDK.
        Path program = java.toRealPath();
        StringBuilder key = new StringBuilder(program.toString());
        key.append(Files.readString(OwnFiles.parent(OwnFiles.parent(program)).resolve("release")));
        for (Path jar : jars) {
            key.append('\n').append(jar).append(' ').append(Files.size(jar));
            key.append(' ').append(Files.getLastModifiedTime(jar));
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(key.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
