package dev.millrace.bench.postgres;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Keeps the database on a processor of its own, and everything else off it, where the system can do that. */
final class Affinity {
    private final int cpus;
    private boolean pinned;

    Affinity() {
        this.cpus = Runtime.getRuntime().availableProcessors();
    }

    /** This process, and all that it starts from now on, leaves the last processor alone. */
    void leaveLast() {
        pinned = cpus > 1 && pin("0-" + (cpus - 2), ProcessHandle.current());
    }

    /** A process and its children take the last processor. */
    void takeLast(long pid) {
        if (pinned) {
            pinned = ProcessHandle.of(pid).stream()
                    .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                    .allMatch(process -> pin(Integer.toString(cpus - 1), process));
        }
    }

    String line() {
        return pinned
                ? "PostgreSQL alone on CPU " + (cpus - 1) + " (taskset); the entrant, Kafka and the benchmark on "
                        + (cpus == 2 ? "CPU 0" : "the others")
                : "PostgreSQL shares the processors: taskset is missing, or there is only one";
    }

    private static boolean pin(String processors, ProcessHandle process) {
        List<String> command = List.of("taskset", "-a", "-p", "-c", processors, Long.toString(process.pid()));
        try {
            Process taskset = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return taskset.waitFor(10, TimeUnit.SECONDS) && taskset.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
