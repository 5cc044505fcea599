package dev.millrace.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RedisProgramTest {
    @TempDir
    Path directory;

    @Test
    void the_program_of_this_platform_is_unpacked_once_and_runs() throws Exception {
        Path home = RedisProgram.ofThisPlatform().directory().unpackInto(directory);
        Path program = home.resolve("redis-server");
        Process process = new ProcessBuilder(program.toString(), "--version").start();
        String version = process.inputReader().readLine();
        assertTrue(version.startsWith("Redis server v=7."), version);
        assertEquals(0, process.waitFor());
        Files.writeString(home.resolve("mark"), "");
        assertEquals(home, RedisProgram.ofThisPlatform().directory().unpackInto(directory));
        assertTrue(Files.exists(home.resolve("mark")));
    }

    @Test
    void each_platform_has_a_program_and_a_directory_of_its_own() {
        List<String> names = List.of(
                        new Platform("Linux", "amd64"),
                        new Platform("Linux", "aarch64"),
                        new Platform("Mac OS X", "x86_64"),
                        new Platform("Mac OS X", "aarch64"))
                .stream()
                .map(platform -> RedisProgram.of(ServerJars.of("redis"), platform))
                .map(program -> program.directory().name().replaceAll("-[0-9a-f]{8}$", ""))
                .toList();
        assertEquals(
                List.of(
                        "redis-7.0.15-linux-amd64",
                        "redis-7.0.15-linux-arm64",
                        "redis-7.0.15-darwin-amd64",
                        "redis-7.0.15-darwin-arm64"),
                names);
    }

    @Test
    void a_platform_without_a_program_is_refused() {
        StackException e = assertThrows(
                StackException.class, () -> RedisProgram.of(ServerJars.of("redis"), new Platform("Plan 9", "mips")));
        assertEquals(StackException.Code.PLATFORM_UNSUPPORTED, e.code());
        assertEquals("There are no Redis programs for Plan 9 on mips.", e.what());
    }

    @Test
    void a_jar_that_is_none_is_named() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.jar"), "no jar");
        StackException e = assertThrows(
                StackException.class, () -> RedisProgram.of(List.of(broken), new Platform("Linux", "amd64")));
        assertEquals(StackException.Code.SERVER_JARS_MISSING, e.code());
        assertTrue(e.what().contains(broken.toString()), e.what());
    }
}
