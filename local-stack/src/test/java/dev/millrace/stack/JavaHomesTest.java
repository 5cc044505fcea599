package dev.millrace.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaHomesTest {
    @TempDir
    Path directory;

    private Path newest;
    private Path named;
    private Path found;

    @BeforeEach
    void threeJdks() throws IOException {
        newest = jdk("own", "25.0.1");
        named = jdk("named", "17.0.15");
        found = jdk("collection/mac.jdk/Contents/Home", "17");
        jdk("collection/eleven", "11.0.2");
    }

    @Test
    void the_jdk_that_runs_this_is_taken_where_it_fits() throws IOException {
        Path own = jdk("own17", "17.0.1");
        assertEquals(
                Optional.of(own),
                homes(own, Map.of("JAVA_HOME_17", named.toString())).find(17));
    }

    @Test
    void then_what_a_variable_names_and_then_what_lies_where_jdks_lie() {
        assertEquals(
                Optional.of(named),
                homes(newest, Map.of("JAVA_HOME_17_X64", named.toString())).find(17));
        assertEquals(
                Optional.of(named),
                homes(newest, Map.of("JAVA_HOME", named.toString())).find(17));
        assertEquals(
                Optional.of(found),
                homes(newest, Map.of("JAVA_HOME_17", "", "JAVA_HOME_25", named.toString()))
                        .find(17));
        assertEquals(
                Optional.of(found),
                homes(newest, Map.of("JAVA_HOME_17", directory + "/gone")).find(17));
    }

    @Test
    void a_jdk_of_another_version_or_without_a_program_is_none() throws IOException {
        assertEquals(Optional.empty(), homes(newest, Map.of()).find(21));
        Files.delete(found.resolve("bin/java"));
        assertEquals(Optional.empty(), homes(newest, Map.of()).find(17));
    }

    private JavaHomes homes(Path own, Map<String, String> environment) {
        return new JavaHomes(own, environment, List.of(directory.resolve("none"), directory.resolve("collection")));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.createFile(
                home.resolve("bin/java"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        return home;
    }
}
