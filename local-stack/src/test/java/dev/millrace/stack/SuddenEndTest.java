package dev.millrace.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A JVM that runs a stack ends, and the servers with it. */
@Execution(ExecutionMode.CONCURRENT)
final class SuddenEndTest {
    private static final Duration PROMISE = Duration.ofSeconds(10);
    private static final int NOBODY = 65534;
    private static final Set<ServerKind> KAFKA_AND_POSTGRES = EnumSet.of(ServerKind.KAFKA, ServerKind.POSTGRES);

    @TempDir
    Path directory;

    @Test
    void a_killed_jvm_leaves_nothing_and_its_directory_can_be_used_again() throws Exception {
        Path run = directory.resolve("run");
        killedLeavesNothing(List.of(), classPath(), servers(), run, able());
        // The stale description of the dead stack stands in nobody's way.
        try (LocalStack again = LocalStack.start(run, able(), StackListener.NONE)) {
            assertTrue(StackFile.read(run).isLive());
            assertEquals(again.file(), StackFile.read(run));
        }
    }

    @Test
    void a_jvm_that_exits_has_stopped_its_servers_before() throws Exception {
        Process program = start(List.of(), classPath(), servers(), directory.resolve("run"), able());
        List<Long> family = Processes.family(program.pid());
        program.getOutputStream().close();
        assertTrue(program.waitFor(30, TimeUnit.SECONDS));
        family.forEach(pid -> assertTrue(Processes.isGone(pid), () -> "left: " + pid));
    }

    @Test
    void a_user_without_privileges_and_without_a_home_can_do_all_this_too() throws Exception {
        assumeTrue(new UnixSystem().getUid() == 0, "not root: the other tests have shown it");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        Path copies = copyClassPath(directory.resolve("lib"));
        Path servers = directory.resolve("servers");
        copyTree(servers().resolve("kafka"), servers.resolve("kafka"));
        Path run = Files.createDirectory(directory.resolve("run"));
        Files.setAttribute(run, "unix:uid", NOBODY);
        List<String> asNobody = List.of("/usr/bin/setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        killedLeavesNothing(asNobody, copies + "/classes:" + copies + "/*", servers, run, KAFKA_AND_POSTGRES);
    }

    /** All servers, but Cassandra only where there is a JDK for it. */
    private static Set<ServerKind> able() {
        Set<ServerKind> kinds = EnumSet.allOf(ServerKind.class);
        kinds.removeIf(kind -> kind.missing().isPresent());
        return kinds;
    }

    private static void killedLeavesNothing(
            List<String> prefix, String classPath, Path servers, Path run, Set<ServerKind> kinds) throws Exception {
        Process program = start(prefix, classPath, servers, run, kinds);
        StackFile stack = StackFile.read(run);
        List<Long> family = Processes.family(program.pid());
        assertEquals(kinds, stack.servers().keySet());
        stack.servers().values().forEach(server -> assertTrue(family.contains(server.pid()), server::toString));
        // The JVM, a server each with its guard and the guard's watcher, PostgreSQL's children.
        assertTrue(family.size() > 3 + 3 * kinds.size(), family::toString);
        program.destroyForcibly();
        Processes.awaitGone(family, PROMISE);
        for (ServerKind kind : kinds) {
            assertFalse(Files.exists(run.resolve(kind.key()).resolve(kind.key() + ".pid")), kind.key());
        }
    }

    /** Starts the program and waits until its stack is ready. */
    private static Process start(List<String> prefix, String classPath, Path servers, Path run, Set<ServerKind> kinds)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-D" + ServerJars.PROPERTY + "=" + servers,
                "-cp",
                classPath,
                StackMain.class.getName(),
                run.toString()));
        kinds.forEach(kind -> command.add(kind.name()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("XDG_CACHE_HOME");
        Process program = builder.start();
        BufferedReader output = program.inputReader();
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.equals("ready")) {
                return program;
            }
        }
        throw new AssertionError("The program ended: " + lines);
    }

    private static Path servers() {
        return Path.of(System.getProperty(ServerJars.PROPERTY, ""));
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** To where everybody may read it: directories flattened into one, jars beside it. */
    private static Path copyClassPath(Path target) throws IOException {
        for (String entry : classPath().split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                copyTree(path, target.resolve("classes"));
            } else if (Files.exists(path)) {
                Files.createDirectories(target);
                Path copy = Files.copy(path, target.resolve(path.getFileName()));
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
        return target;
    }

    private static void copyTree(Path from, Path to) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(from)) {
            paths = walk.collect(Collectors.toList());
        }
        for (Path path : paths) {
            Path target = to.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.copy(path, target);
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
    }
}
