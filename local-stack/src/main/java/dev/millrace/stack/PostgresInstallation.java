package dev.millrace.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory that is set up, and where its server listens.
 *
 * @param port of the address
 */
record PostgresInstallation(PostgresDirectory files, BindAddress address, int port) {
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
        Path clients = writeClients();
        List<String> command = new ArrayList<>(files.account().prefix());
        command.addAll(List.of(
                files.program("postgres"),
                "-D",
                files.data().toString(),
                "-c",
                "listen_addresses=" + address.host(),
                "-c",
                "hba_file=" + clients,
                "-c",
                "port=" + port,
                "-c",
                "unix_socket_directories="));
        return GuardedProcess.start(GuardedCommand.of("postgres", files.directory(), command)
                .withEnvironment(PostgresDirectory.ENVIRONMENT)
                .withPoliteSignal(WITHOUT_US, Duration.ofSeconds(3)));
    }

    /**
     * Who may connect, always with a password: this machine alone, or everybody who reaches the address. Beside the data, so that
     * those of a former start count for nothing.
     */
    private Path writeClients() {
        Path file = files.directory().resolve("pg_hba.conf");
        String from = address.isLoopback() ? "127.0.0.0/8" : "0.0.0.0/0";
        OwnFiles.write(file, ("host all all " + from + " scram-sha-256\n").getBytes(StandardCharsets.UTF_8));
        files.account().claim(file);
        return file;
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
