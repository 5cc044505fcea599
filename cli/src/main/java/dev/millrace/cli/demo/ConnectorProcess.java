package dev.millrace.cli.demo;

import dev.millrace.cli.verify.TargetKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connector of the demo: {@code millrace run}. Adds up what its lives have counted. For one thread at a time. */
final class ConnectorProcess implements AutoCloseable {
    private final MillraceProcess process;
    private ConnectorCounts formerLives = ConnectorCounts.NONE;
    private Scrape last = Scrape.NONE;

    /** @param environment added to that of this JVM */
    ConnectorProcess(TargetKind target, Path directory, Path config, Map<String, String> environment) {
        this.process = new MillraceProcess(
                name(target),
                "the connector of " + target.title(),
                directory,
                List.of("run", target.key(), "--config", config.toString()),
                environment);
    }

    /** Starts a life and returns at once. */
    void start() {
        process.start();
        last = Scrape.NONE;
    }

    /** Waits until the connector has joined its group. */
    void awaitReady() throws InterruptedException {
        process.awaitReady();
    }

    /** Fails with the end of its log if the connector has ended by itself. */
    void requireAlive() {
        process.requireAlive();
    }

    /** Reads the metrics; the last reading where the connector does not answer. */
    Scrape scrape() throws InterruptedException {
        process.get("/metrics").map(Scrape::parse).ifPresent(read -> last = read);
        return last;
    }

    /** What all lives have counted, as far as it was read. */
    ConnectorCounts counts() {
        return formerLives.plus(last.counts());
    }

    /** Ends this life as an orchestrator does: SIGTERM, and time to drain. */
    void terminate() throws InterruptedException {
        scrape();
        process.terminate();
        endLife();
    }

    /** Ends this life with SIGKILL. */
    void kill() throws InterruptedException {
        scrape();
        process.kill();
        endLife();
    }

    private void endLife() {
        formerLives = counts();
        last = Scrape.NONE;
    }

    Path logFile() {
        return process.logFile();
    }

    /** Of its log and its process in the run's directory. */
    static String name(TargetKind target) {
        return "connector-" + target.key();
    }

    /** The pid of this life; empty where there is none. */
    Optional<Long> pid() {
        return process.pid();
    }

    /** The address of the metrics; empty before the connector is ready. */
    Optional<String> metricsUrl() {
        return process.metricsUrl();
    }

    @Override
    public void close() {
        process.close();
    }
}
