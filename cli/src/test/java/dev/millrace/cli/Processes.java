package dev.millrace.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the tests ask of processes. */
public final class Processes {
    private static final int SIGINT_BIT = 2;

    private Processes() {}

    /** What a command has to be started with to receive SIGINT: whoever started us in the background had us ignore it. */
    public static List<String> withSignals() {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            boolean ignored = status.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(mask -> (mask & SIGINT_BIT) != 0);
            return ignored ? List.of("env", "--default-signal=INT") : List.of();
        } catch (IOException noProc) {
            return List.of();
        }
    }

    /** @param name without SIG */
    public static void signal(String name, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-s", name, Long.toString(pid)).start();
        kill.waitFor(10, TimeUnit.SECONDS);
        assertEquals(0, kill.exitValue());
    }

    /** A process's own pid and those of all below it. */
    public static List<Long> family(long pid) {
        List<Long> pids = new ArrayList<>();
        pids.add(pid);
        ProcessHandle.of(pid)
                .ifPresent(
                        process -> process.descendants().map(ProcessHandle::pid).forEach(pids::add));
        return pids;
    }

    public static void awaitGone(List<Long> pids, Duration limit) {
        await().atMost(limit)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> pids.stream().filter(pid -> !isGone(pid)).toList(), List::isEmpty);
    }

    /** A process that nobody has reaped yet runs no more. */
    private static boolean isGone(long pid) {
        if (ProcessHandle.of(pid).isEmpty()) {
            return true;
        }
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException gone) {
            return ProcessHandle.of(pid).isEmpty();
        }
    }
}
