package dev.millrace.cli.demo;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connector of the demo: {@code millrace run} in a process of its own, under a guard. Adds up what its lives have counted. For one
 * thread at a time.
 */
final class ConnectorProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("metrics and probes on port (\\d+)");
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration SCRAPE = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final TargetKind target;
    private final Path directory;
    private final Path config;
    private final Map<String, String> environment;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(SCRAPE).build();
    private ConnectorCounts formerLives = ConnectorCounts.NONE;
    private Scrape last = Scrape.NONE;
    private Optional<GuardedProcess> process = Optional.empty();
    private Optional<Integer> port = Optional.empty();
    private ClassArchive archive = ClassArchive.none();

    /** @param environment added to that of this JVM */
    ConnectorProcess(TargetKind target, Path directory, Path config, Map<String, String> environment) {
        this.target = target;
        this.directory = directory;
        this.config = config;
        this.environment = environment;
    }

    /** Starts a life and returns at once. */
    void start() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        archive = ClassArchive.of(name(target), java, OwnClassPath.libraries());
        GuardedCommand command = GuardedCommand.of(name(target), directory, command(java))
                .withEnvironment(environment)
                .withPoliteSignal(Signal.TERM, Duration.ofSeconds(5));
        logStart = length(command.logFile());
        process = Optional.of(GuardedProcess.start(command));
        port = Optional.empty();
        last = Scrape.NONE;
    }

    /** Where the log of this life begins in the file. */
    private long logStart;

    private List<String> command(Path java) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(List.of("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-Xshare:auto"));
        // On a machine that runs all of it, the second compiler would take what the work needs.
        command.add("-XX:TieredStopAtLevel=1");
        // Its log is a file that people read.
        command.add("-Dmillrace.terminal=true");
        command.add("-Djava.io.tmpdir=" + directory.resolve(DemoDirectory.TEMPORARY));
        command.addAll(archive.options());
        command.addAll(List.of("-cp", OwnClassPath.value()));
        command.addAll(List.of("dev.millrace.cli.Millrace", "run", target.key(), "--config", config.toString()));
        return command;
    }

    /** Waits until the connector has joined its group. */
    void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            requireAlive();
            if (System.nanoTime() - deadline > 0) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the connector of " + target.title() + " was not ready within " + START.toSeconds() + " s",
                        "see " + logFile() + ", or try again on a less busy machine");
            }
            pause();
        }
        archive.loaded();
    }

    private boolean isReady() throws InterruptedException {
        if (port.isEmpty()) {
            port = findPort();
        }
        return port.isPresent() && get("/readyz").isPresent();
    }

    /** Fails with the end of its log if the connector has ended by itself. */
    void requireAlive() {
        if (!process.map(GuardedProcess::isAlive).orElse(false)) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the connector of " + target.title() + " has ended: " + lastLine(),
                    "see " + logFile());
        }
    }

    /** Reads the metrics; the last reading where the connector does not answer. */
    Scrape scrape() throws InterruptedException {
        if (port.isEmpty()) {
            port = findPort();
        }
        get("/metrics").map(Scrape::parse).ifPresent(read -> last = read);
        return last;
    }

    /** What all lives have counted, as far as it was read. */
    ConnectorCounts counts() {
        return formerLives.plus(last.counts());
    }

    /** Ends this life as an orchestrator does: SIGTERM, and time to drain. */
    void terminate() throws InterruptedException {
        scrape();
        process.ifPresent(running -> running.terminate(GRACE));
        endLife();
    }

    /** Ends this life with SIGKILL. */
    void kill() throws InterruptedException {
        scrape();
        process.ifPresent(GuardedProcess::kill);
        endLife();
    }

    private void endLife() {
        formerLives = counts();
        last = Scrape.NONE;
        process.ifPresent(GuardedProcess::close);
        process = Optional.empty();
    }

    Path logFile() {
        return directory.resolve(name(target) + ".log");
    }

    /** Of its log and its process in the run's directory. */
    static String name(TargetKind target) {
        return "connector-" + target.key();
    }

    /** The pid of this life; empty where there is none. */
    Optional<Long> pid() {
        return process.map(GuardedProcess::pid);
    }

    /** The address of the metrics; empty before the connector is ready. */
    Optional<String> metricsUrl() {
        return port.map(number -> "http://127.0.0.1:" + number + "/metrics");
    }

    @Override
    public void close() {
        process.ifPresent(GuardedProcess::close);
    }

    private Optional<Integer> findPort() {
        Matcher matcher = PORT.matcher(log());
        return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    private String lastLine() {
        return log().lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("it printed nothing");
    }

    private String log() {
        try {
            byte[] bytes = Files.readAllBytes(logFile());
            int start = (int) Math.min(logStart, bytes.length);
            return new String(bytes, start, bytes.length - start, java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException notThereYet) {
            return "";
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException notThereYet) {
            return 0;
        }
    }

    private Optional<String> get(String path) throws InterruptedException {
        if (port.isEmpty()) {
            return Optional.empty();
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.get() + path))
                .timeout(SCRAPE)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException notNow) {
            return Optional.empty();
        }
    }

    static void pause() throws InterruptedException {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
