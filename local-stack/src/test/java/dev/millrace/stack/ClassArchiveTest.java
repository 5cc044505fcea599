package dev.millrace.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first start writes down, the second makes, and what is used is really used. */
final class ClassArchiveTest {
    /** What the JVM says of a class that came from an archive. */
    private static final String SHARED = "source: shared objects file";

    @TempDir
    private Path directory;

    /** In the jar that is archived. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {}
    }

    @Test
    void the_second_start_uses_what_the_first_has_loaded() throws Exception {
        Path jar = LauncherJar.write(directory, Program.class);
        String fromJar = sourceOfProgram(jar, false);
        assertTrue(fromJar.startsWith("source: file:"), fromJar);
        assertEquals(fromJar, sourceOfProgram(jar, true), "the first was not ready");
        assertEquals(SHARED, sourceOfProgram(jar, true));
        assertEquals(SHARED, sourceOfProgram(jar, true));
    }

    @Test
    void a_changed_jar_has_another_archive() throws Exception {
        Path jar = LauncherJar.write(directory, Program.class);
        sourceOfProgram(jar, true);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        assertTrue(sourceOfProgram(jar, true).startsWith("source: file:"));
    }

    @Test
    void a_directory_that_cannot_be_used_does_no_harm() throws Exception {
        Path jar = LauncherJar.write(directory, Program.class);
        ClassArchive archive = ClassArchive.in(jar, "program", ServerJvm.ownJava(), List.of(jar));
        assertEquals(List.of(), archive.options());
        archive.loaded();
    }

    /** Where one start of the program has it from; nothing stands on its output. */
    private String sourceOfProgram(Path jar, boolean ready) throws IOException {
        Path java = ServerJvm.ownJava();
        ClassArchive archive = ClassArchive.in(directory.resolve("archives"), "program", java, List.of(jar));
        Path loads = directory.resolve("loads.txt");
        List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:+UseSerialGC"));
        command.addAll(archive.options());
        command.addAll(List.of("-Xlog:class+load:file=" + loads, "-cp", jar.toString(), Program.class.getName()));
        GuardedCommand guarded = GuardedCommand.of("program", directory, command);
        try (GuardedProcess process = GuardedProcess.start(guarded)) {
            assertEquals(0, process.onExit().join());
        }
        assertEquals("", Files.readString(guarded.logFile()));
        if (ready) {
            archive.loaded();
        }
        return Files.readAllLines(loads).stream()
                .filter(line -> line.contains(Program.class.getName() + " "))
                .map(line -> line.substring(line.indexOf("source: ")))
                .findFirst()
                .orElse("");
    }
}
