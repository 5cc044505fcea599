package dev.millrace.stack;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class GuardedProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Test
    void the_exit_code_of_the_process_is_passed_on_and_no_guard_remains() {
        GuardedProcess process = start("sleep 0.3; exit 7");
        List<Long> guards = guards();
        assertEquals(7, process.onExit().orTimeout(10, SECONDS).join());
        assertFalse(process.isAlive());
        Processes.awaitGone(guards, LIMIT);
        assertFalse(Files.exists(process.command().pidFile()));
    }

    @Test
    void the_pid_is_the_process_s_own() throws IOException {
        try (GuardedProcess process = start("echo own pid $$; exec sleep 60")) {
            await().atMost(LIMIT).until(() -> process.log().contains("own pid " + process.pid()));
            assertEquals(
                    Long.toString(process.pid()),
                    Files.readString(process.command().pidFile()).strip());
        }
    }

    @Test
    void the_environment_reaches_the_process() {
        GuardedCommand command =
                command("echo the colour is $COLOUR").withEnvironment(Map.of("COLOUR", "red and blue"));
        try (GuardedProcess process = GuardedProcess.start(command)) {
            assertTrue(process.awaitEnd(LIMIT));
            assertTrue(process.log().contains("the colour is red and blue"));
        }
    }

    @Test
    void closing_ends_the_process_and_all_below_it_even_if_they_ignore_the_request() {
        GuardedCommand command = command("trap '' TERM; sleep 61 & sleep 62 & echo started; wait; wait; sleep 63")
                .withPoliteSignal(Signal.TERM, Duration.ofMillis(500));
        GuardedProcess process = GuardedProcess.start(command);
        await().atMost(LIMIT).until(() -> process.log().contains("started"));
        List<Long> family = Processes.family(process.pid());
        assertEquals(3, family.size());
        process.close();
        Processes.awaitGone(family, LIMIT);
        process.close();
    }

    @Test
    void a_frozen_process_can_be_closed() {
        GuardedProcess process = start("exec sleep 60");
        process.signalAll(Signal.STOP);
        process.close();
        assertTrue(Processes.isGone(process.pid()));
    }

    @Test
    void terminate_asks_and_reports_whether_it_helped() {
        try (GuardedProcess deaf = start("trap '' TERM; echo deaf; while :; do sleep 0.1; done")) {
            await().atMost(LIMIT).until(() -> deaf.log().contains("deaf"));
            assertFalse(deaf.terminate(Duration.ofMillis(200)));
            assertTrue(deaf.isAlive());
            deaf.kill();
            assertEquals(137, deaf.onExit().join());
        }
        try (GuardedProcess willing = start("exec sleep 60")) {
            assertTrue(willing.terminate(LIMIT));
            assertEquals(143, willing.onExit().join());
        }
    }

    @Test
    void a_killed_guard_takes_its_process_along() {
        GuardedProcess process = start("sleep 64 & echo started; wait");
        await().atMost(LIMIT).until(() -> process.log().contains("started"));
        List<Long> family = Processes.family(process.pid());
        List<Long> guards = guards();
        ProcessHandle.of(process.pid())
                .flatMap(ProcessHandle::parent)
                .orElseThrow()
                .destroyForcibly();
        assertTrue(process.awaitEnd(LIMIT));
        Processes.awaitGone(family, LIMIT);
        Processes.awaitGone(guards, LIMIT);
        assertFalse(Files.exists(process.command().pidFile()));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_process_is_in_no_session_that_a_terminal_could_interrupt() throws IOException {
        try (GuardedProcess process = start("exec sleep 60")) {
            assertNotEquals(session("self"), session(Long.toString(process.pid())));
        }
    }

    @Test
    void a_program_that_does_not_exist_is_explained_by_the_log() {
        GuardedProcess process = GuardedProcess.start(GuardedCommand.of(
                "absent",
                directory,
                List.of(directory.resolve("no-such-program").toString())));
        assertEquals(127, process.onExit().orTimeout(10, SECONDS).join());
        assertTrue(process.log().lastLines().contains("no-such-program"));
    }

    @Test
    void a_second_process_of_the_same_name_waits_for_the_end_of_the_first() {
        GuardedProcess first = start("exec sleep 0.5");
        try (GuardedProcess second = start("exec sleep 60")) {
            assertFalse(first.isAlive() && second.isAlive());
            assertNotEquals(first.pid(), second.pid());
        }
    }

    @Test
    void grace_is_bounded() {
        GuardedCommand command = command("true");
        assertThrows(
                IllegalArgumentException.class, () -> command.withPoliteSignal(Signal.TERM, Duration.ofSeconds(6)));
    }

    private GuardedProcess start(String script) {
        return GuardedProcess.start(command(script));
    }

    private GuardedCommand command(String script) {
        return GuardedCommand.of("child", directory, List.of("/bin/sh", "-c", script));
    }

    /** The guard and its watcher. */
    private static List<Long> guards() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("guard.sh"))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static String session(String process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
        return stat.substring(stat.lastIndexOf(')')).split(" ", -1)[4];
    }
}
