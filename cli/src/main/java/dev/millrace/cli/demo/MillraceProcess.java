package dev.millrace.cli.demo;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.core.observe.MetricsPage;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.stack.ClassArchive;
import dev.millrace.stack.GuardedCommand;
import dev.millrace.stack.GuardedProcess;
import dev.millrace.stack.OwnClassPath;
import dev.millrace.stack.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/**
 * A command of {@code millrace} that runs until it is ended, in a process of its own, under a guard; one life after the other. Safe for
 * all threads: who asks something of it while another thread ends a life waits for the next one to begin.
 */
final class MillraceProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final String name;
    private final String title;
    private final Path directory;
    private final List<String> arguments;
    private final Map<String, String> environment;
    // All that follows: under the lock.
    private final ServedPages pages = new ServedPages(this::log);
    private Map<String, String> added = Map.of();
    private Optional<GuardedProcess> process = Optional.empty();
    private ClassArchive archive = ClassArchive.none();
    /** Where the log of this life begins in the file. */
    private long logStart;

    private MetricsPage formerLives = MetricsPage.NONE;
    private MetricsPage last = MetricsPage.NONE;
    private int kills;

    /**
     * A process that has not begun.
     *
     * @param name of its log and of its process in the run's directory
     * @param title for people, within a sentence
     * @param arguments of the command
     * @param environment added to that of this JVM
     */
    private MillraceProcess(
            String name, String title, Path directory, List<String> arguments, Map<String, String> environment) {
        this.name = name;
        this.title = title;
        this.directory = directory;
        this.arguments = arguments;
        this.environment = environment;
    }

    /**
     * A connector that has not begun.
     *
     * @param directory of the run
     * @param config its file
     * @param environment added to that of this JVM
     */
    static MillraceProcess connector(TargetKind target, Path directory, Path config, Map<String, String> environment) {
        return new MillraceProcess(
                ConnectorFile.process(target),
                "the connector of " + target.title(),
                directory,
                List.of("run", target.key(), "--config", config.toString()),
                environment);
    }

    /**
     * A stage before Kafka that has not begun.
     *
     * @param stage as the command names it
     * @param title for people, within a sentence
     * @param directory of the run
     * @param config its file
     */
    static MillraceProcess stage(String stage, String title, Path directory, Path config) {
        return new MillraceProcess(
                stage, title, directory, List.of("simulate", stage, "--config", config.toString()), Map.of());
    }

    String name() {
        return name;
    }

    /** For people, within a sentence. */
    String title() {
        return title;
    }

    /** @param variables added to the environment of the lives to come */
    synchronized void inLaterLives(Map<String, String> variables) {
        added = variables;
    }

    /** Starts a life and returns at once. */
    synchronized void start() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        archive = ClassArchive.of(name, java, OwnClassPath.libraries());
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(added);
        GuardedCommand command = GuardedCommand.of(name, directory, command(java))
                .withEnvironment(all)
                .withPoliteSignal(Signal.TERM, Duration.ofSeconds(5));
        logStart = length(command.logFile());
        process = Optional.of(GuardedProcess.start(command));
        pages.forget();
    }

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
        synchronized (this) {
            archive.loaded();
        }
    }

    private boolean isReady() throws InterruptedException {
        return get("/readyz").isPresent();
    }

    /** Fails with the end of its log if it has ended by itself. */
    synchronized void requireAlive() {
        if (!process.map(GuardedProcess::isAlive).orElse(false)) {
            throw new CommandFailure(ExitCode.FAILED, title + " has ended: " + lastLine(), "see " + logFile());
        }
    }

    /** Ends this life as an orchestrator does: SIGTERM, and time to drain. */
    synchronized void terminate() throws InterruptedException {
        scrape();
        process.ifPresent(running -> running.terminate(GRACE));
        endLife();
    }

    /** Ends this life with SIGKILL and starts the next one; fails if it had ended by itself. Returns at once. */
    synchronized void strike() throws InterruptedException {
        requireAlive();
        scrape();
        process.ifPresent(GuardedProcess::kill);
        endLife();
        kills++;
        start();
    }

    private void endLife() {
        process.ifPresent(GuardedProcess::close);
        process = Optional.empty();
        formerLives = formerLives.plus(last);
        last = MetricsPage.NONE;
    }

    /** How often it was struck. */
    synchronized int kills() {
        return kills;
    }

    /** Reads the metrics; the last reading of this life where it does not answer. */
    synchronized MetricsPage scrape() throws InterruptedException {
        get("/metrics").map(MetricsPage::parse).ifPresent(read -> last = read);
        return last;
    }

    /** What all lives have counted: of those that were killed, what they last said. Gauges mean nothing in it. */
    synchronized MetricsPage counted() throws InterruptedException {
        return formerLives.plus(scrape());
    }

    Path logFile() {
        return directory.resolve(name + ".log");
    }

    /** The pid of this life; empty where there is none. */
    synchronized Optional<Long> pid() {
        return process.map(GuardedProcess::pid);
    }

    /** The address of the metrics; empty before it is ready. */
    synchronized Optional<String> metricsUrl() {
        return pages.url("/metrics");
    }

    @Override
    public synchronized void close() {
        process.ifPresent(GuardedProcess::close);
    }

    private String lastLine() {
        return log().lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("it printed nothing");
    }

    /** What this life has logged so far. */
    synchronized String log() {
        try {
            byte[] bytes = Files.readAllBytes(logFile());
            int start = (int) Math.min(logStart, bytes.length);
            return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
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

    /** What it serves; empty where it does not answer, or not with success. */
    synchronized Optional<String> get(String path) throws InterruptedException {
        return pages.get(path);
    }

    static void pause() throws InterruptedException {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
