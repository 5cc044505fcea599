package dev.millrace.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory that is set up, and the port on which its server listens.
 *
 * @param port of 127.0.0.1
 */
record PostgresInstallation(PostgresDirectory files, int port) {
    /** Immediate shutdown: it ends all children, needs no checkpoint, and the next start recovers. */
    private static final Signal WITHOUT_US = Signal.QUIT;

    private static final int STATUS_LINE = 7;

    /** What a start says while a backend of the former life, which was killed with it, has not quite ended. */
    private static final List<String> FORMER_LIFE = List.of("pre-existing shared memory block");

    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    /** Starts the server and returns when it accepts clients. After a crash, the former life may take a moment to end. */
    GuardedProcess launch() {
        long start = System.nanoTime();
        while (true) {
            GuardedProcess process = start();
            try {
                Readiness.await(process, () -> isReady(process.pid()));
                return process;
            } catch (StackException failure) {
                boolean early = process.log().containsAny(FORMER_LIFE);
                if (!early || System.nanoTime() - start > LONGEST_END.toNanos()) {
                    throw failure;
                }
            }
        }
    }

    private GuardedProcess start() {
        List<String> command = new ArrayList<>(files.account().prefix());
        command.addAll(List.of(
                files.program("postgres"),
                "-D",
                files.data().toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + port,
                "-c",
                "unix_socket_directories="));
        return GuardedProcess.start(GuardedCommand.of("postgres", files.directory(), command)
                .withEnvironment(PostgresDirectory.ENVIRONMENT)
                .withPoliteSignal(WITHOUT_US, Duration.ofSeconds(3)));
    }

    /** The postmaster writes its pid into the first line of its own file and its state into the eighth. */
    private boolean isReady(long pid) {
        Path file = files.data().resolve("postmaster.pid");
        try {
            List<String> lines =
                    Files.readString(file, StandardCharsets.UTF_8).lines().toList();
            return lines.size() > STATUS_LINE
                    && lines.get(0).strip().equals(Long.toString(pid))
                    && lines.get(STATUS_LINE).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }
}
