package dev.millrace.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.core.observe.MetricsPage;
import dev.millrace.simulator.pipeline.StageFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Capture, Publisher and Dispatcher of the demo, each a process of its own. For one thread at a time, but for {@link #all()}. */
final class Stages implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("takes Publishers on port (\\d+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final StageFiles files;
    private final Path captureFile;
    private final Path dispatcherFile;
    private final List<MillraceProcess> running = new CopyOnWriteArrayList<>();
    private Optional<MillraceProcess> capture = Optional.empty();
    private Optional<MillraceProcess> publisher = Optional.empty();
    private Optional<MillraceProcess> dispatcher = Optional.empty();

    Stages(Path directory, StageFiles files, Path captureFile, Path dispatcherFile) {
        this.directory = directory;
        this.files = files;
        this.captureFile = captureFile;
        this.dispatcherFile = dispatcherFile;
    }

    /**
     * Starts Dispatcher and Publisher; Capture begins with {@link #capture}.
     *
     * @param route gives the port that the Publisher is to connect to for that of the Dispatcher
     */
    void start(IntUnaryOperator route) throws InterruptedException {
        MillraceProcess first = process("dispatcher", "the Dispatcher", dispatcherFile);
        first.start();
        dispatcher = Optional.of(first);
        first.awaitReady();
        Matcher port = PORT.matcher(first.log());
        if (!port.find()) {
            throw new IllegalStateException("the Dispatcher does not name its port");
        }
        // Where the Publisher looks for it in all its lives.
        first.inLaterLives(Map.of("MILLRACE_LISTEN_PORT", port.group(1)));
        int dispatcherPort = route.applyAsInt(Integer.parseInt(port.group(1)));
        MillraceProcess second = process("publisher", "the Publisher", files.writePublisher(dispatcherPort));
        second.start();
        publisher = Optional.of(second);
    }

    /**
     * Starts Capture, which ends first where it runs.
     *
     * @param until the change at which to stop
     * @param rate per second, 0: no limit
     */
    void capture(long until, long rate) throws InterruptedException {
        if (capture.isPresent()) {
            capture.get().terminate();
        } else {
            capture = Optional.of(process("capture", "Capture", captureFile));
        }
        capture.get()
                .inLaterLives(Map.of(
                        "MILLRACE_WORKLOAD_UNTIL", Long.toString(until),
                        "MILLRACE_WORKLOAD_RATE", Long.toString(rate)));
        capture.get().start();
    }

    private MillraceProcess process(String stage, String title, Path file) {
        MillraceProcess process = MillraceProcess.stage(stage, title, directory, file);
        running.add(process);
        return process;
    }

    /**
     * Where the source is.
     *
     * @param durable the last change that Capture has on disk; 0 while it does not answer
     * @param done whether the source makes no more changes
     */
    record Source(long durable, boolean done) {}

    Source source() throws InterruptedException {
        JsonNode status = status(capture);
        return new Source(status.path("durable").asLong(), status.path("done").asBoolean());
    }

    /** The last change that Kafka has stored, with all before it; 0 while the Publisher does not answer. */
    long acknowledged() throws InterruptedException {
        return status(publisher).path("acknowledged").asLong();
    }

    /** What the Dispatcher has counted; nothing before it began. */
    MetricsPage dispatched() throws InterruptedException {
        return dispatcher.isPresent() ? dispatcher.get().counted() : MetricsPage.NONE;
    }

    /** Fails where one has ended by itself. */
    void requireAlive() {
        running.forEach(MillraceProcess::requireAlive);
    }

    /** All that were started; for any thread. */
    List<MillraceProcess> all() {
        return List.copyOf(running);
    }

    private static JsonNode status(Optional<MillraceProcess> process) throws InterruptedException {
        Optional<String> answer = process.isPresent() ? process.get().get("/status") : Optional.empty();
        try {
            return JSON.readTree(answer.orElse("{}"));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void close() {
        for (int i = running.size() - 1; i >= 0; i--) {
            running.get(i).close();
        }
    }
}
