package dev.millrace.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Waits for what {@link Signal#STOP} does. The signal itself is sent at once, but a process stands still only once one of its threads has had
 * its turn on a processor; until then the others go on, and on a busy machine they still answer.
 */
final class Standstill {
    private static final Path PROC = Path.of("/proc");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();
    private static final char STOPPED = 'T';

    private Standstill() {}

    /** Returns when all threads of these processes stand still, or after 10 s; at once where the system does not tell. */
    static void await(Stream<ProcessHandle> processes) {
        List<Path> tasks = processes
                .map(process -> PROC.resolve(Long.toString(process.pid())).resolve("task"))
                .filter(Files::isDirectory)
                .toList();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!tasks.stream().allMatch(Standstill::isReached) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static boolean isReached(Path tasks) {
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.allMatch(thread -> state(thread) == STOPPED);
        } catch (IOException gone) {
            return true;
        }
    }

    /** The letter behind the name, which is in parentheses and may have any character; of a thread that has ended, stopped. */
    private static char state(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return STOPPED;
        }
    }
}
