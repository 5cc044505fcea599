package dev.millrace.cli.soak;

import static org.awaitility.Awaitility.await;

import dev.millrace.cli.Millrace;
import dev.millrace.stack.ClassArchive;
import dev.millrace.stack.GuardedCommand;
import dev.millrace.stack.GuardedProcess;
import dev.millrace.stack.OwnClassPath;
import dev.millrace.stack.Signal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One life of one connector, {@code millrace run} in a small JVM of its own. For one thread. */
final class Member implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("metrics and probes on port (\\d+)");
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final GuardedProcess process;
    private final ClassArchive archive;
    private final Path log;
    private final long logStart;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private Optional<Integer> port = Optional.empty();
    private Metrics last = Metrics.NONE;

    private Member(GuardedProcess process, ClassArchive archive, Path log, long logStart) {
        this.process = process;
        this.archive = archive;
        this.log = log;
        this.logStart = logStart;
    }

    /**
     * Starts a life.
     *
     * @param name of its log file, which the next life of this name appends to
     * @param file that the configuration was written to
     */
    static Member start(String name, Path directory, GroupConfig config, Path file) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String target = config.target().key();
        ClassArchive archive = ClassArchive.of("connector-" + target, java, OwnClassPath.libraries());
        List<String> line = new ArrayList<>(
                List.of(java.toString(), "-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        line.addAll(archive.options());
        line.addAll(List.of("-Djava.io.tmpdir=" + directory, "-cp", OwnClassPath.value(), Millrace.class.getName()));
        line.addAll(List.of("run", target, "--config", file.toString()));
        GuardedCommand command = GuardedCommand.of(name, directory, line)
                .withEnvironment(config.environment())
                .withPoliteSignal(Signal.KILL, Duration.ZERO);
        long logStart = length(command.logFile());
        return new Member(GuardedProcess.start(command), archive, command.logFile(), logStart);
    }

    /** Waits until it has joined its group. */
    void awaitReady() {
        await("ready: " + log).atMost(START).pollInterval(Duration.ofMillis(50)).until(() -> {
            requireAlive();
            return get("/readyz").isPresent();
        });
        archive.loaded();
    }

    void requireAlive() {
        if (!process.isAlive()) {
            throw new AssertionError("ended by itself with " + process.onExit().join() + ":\n" + log());
        }
    }

    /** What scrapes it connects to; once it is ready. */
    int port() {
        return port.orElseThrow();
    }

    /** What its metrics say now; what they said last where it does not answer. */
    Metrics metrics() {
        get("/metrics").map(Metrics::parse).ifPresent(read -> last = read);
        return last;
    }

    void kill() {
        process.kill();
        process.close();
    }

    void signal(Signal signal) {
        process.signal(signal);
    }

    /** The exit code; fails where it has not come by then. */
    int awaitEnd(Duration limit) {
        if (!process.awaitEnd(limit)) {
            process.signal(Signal.QUIT);
            throw new AssertionError("still runs after " + limit + ":\n" + log());
        }
        process.close();
        return process.onExit().join();
    }

    /** The log of this life. */
    String log() {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int start = (int) Math.min(logStart, bytes.length);
            return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        } catch (IOException notThereYet) {
            return "";
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private Optional<String> get(String path) {
        if (port.isEmpty()) {
            Matcher named = PORT.matcher(log());
            port = named.find() ? Optional.of(Integer.valueOf(named.group(1))) : Optional.empty();
        }
        return port.flatMap(number -> get(number, path));
    }

    private Optional<String> get(int number, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + number + path))
                .timeout(ANSWER)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException notNow) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException notThereYet) {
            return 0;
        }
    }
}
