package dev.millrace.cli.demo;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of {@code millrace} that runs until it is ended, in a process of its own, under a guard; one life after the other. For one
 * thread at a time.
 */
final class MillraceProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("metrics and probes on port (\\d+)");
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration SCRAPE = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final String name;
    private final String title;
    private final Path directory;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private Map<String, String> added = Map.of();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(SCRAPE).build();
    private Optional<GuardedProcess> process = Optional.empty();
    private Optional<Integer> port = Optional.empty();
    private ClassArchive archive = ClassArchive.none();

    /**
     * A process that has not begun.
     *
     * @param name of its log and of its process in the run's directory
     * @param title for people, within a sentence
     * @param arguments of the command
     * @param environment added to that of this JVM
     */
    MillraceProcess(
            String name, String title, Path directory, List<String> arguments, Map<String, String> environment) {
        this.name = name;
        this.title = title;
        this.directory = directory;
        this.arguments = arguments;
        this.environment = environment;
    }

    String name() {
        return name;
    }

    /** @param variables added to the environment of the lives to come */
    void inLaterLives(Map<String, String> variables) {
        added = variables;
    }

    /** Starts a life and returns at once. */
    void start() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        archive = ClassArchive.of(name, java, OwnClassPath.libraries());
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(added);
        GuardedCommand command = GuardedCommand.of(name, directory, command(java))
                .withEnvironment(all)
                .withPoliteSignal(Signal.TERM, Duration.ofSeconds(5));
        logStart = length(command.logFile());
        process = Optional.of(GuardedProcess.start(command));
        port = Optional.empty();
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
        command.add("dev.millrace.cli.Millrace");
        command.addAll(arguments);
        return command;
    }

    /** Waits until it says that it is ready. */
    void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            requireAlive();
            if (System.nanoTime() - deadline > 0) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        title + " was not ready within " + START.toSeconds() + " s",
                        "see " + logFile() + ", or try again on a less busy machine");
            }
            pause();
        }
        archive.loaded();
    }

    private boolean isReady() throws InterruptedException {
        return get("/readyz").isPresent();
    }

    /** Fails with the end of its log if the connector has ended by itself. */
    void requireAlive() {
        if (!process.map(GuardedProcess::isAlive).orElse(false)) {
            throw new CommandFailure(ExitCode.FAILED, title + " has ended: " + lastLine(), "see " + logFile());
        }
    }

    /** Ends this life as an orchestrator does: SIGTERM, and time to drain. */
    void terminate() throws InterruptedException {
        process.ifPresent(running -> running.terminate(GRACE));
        endLife();
    }

    /** Ends this life with SIGKILL. */
    void kill() {
        process.ifPresent(GuardedProcess::kill);
        endLife();
    }

    private void endLife() {
        process.ifPresent(GuardedProcess::close);
        process = Optional.empty();
    }

    Path logFile() {
        return directory.resolve(name + ".log");
    }

    /** The pid of this life; empty where there is none. */
    Optional<Long> pid() {
        return process.map(GuardedProcess::pid);
    }

    /** The address of the metrics; empty before it is ready. */
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

    /** What this life has logged so far. */
    String log() {
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

    /** What its endpoint answers; empty where it does not, or not with success. */
    Optional<String> get(String path) throws InterruptedException {
        if (port.isEmpty()) {
            port = findPort();
        }
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
