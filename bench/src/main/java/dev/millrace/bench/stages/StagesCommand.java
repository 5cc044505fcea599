package dev.millrace.bench.stages;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.Machine;
import dev.millrace.bench.run.ProcessCpu;
import dev.millrace.bench.run.WorkDirectory;
import dev.millrace.core.observe.MetricsHistogram;
import dev.millrace.core.observe.MetricsPage;
import dev.millrace.simulator.capture.Capture;
import dev.millrace.simulator.dispatch.Dispatcher;
import dev.millrace.simulator.playback.TimeSource;
import dev.millrace.simulator.publish.Publisher;
import dev.millrace.simulator.segment.Acknowledged;
import dev.millrace.simulator.segment.SegmentCursor;
import dev.millrace.stack.LocalStack;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackListener;
import dev.millrace.stack.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace bench stages}. */
@Command(
        name = "stages",
        description = {
            "Measures Capture, Publisher and Dispatcher: each alone, one after the other into Kafka, and what each adds to the latency.",
            "All in one JVM, Kafka beside it. Takes about 2 minutes."
        })
public final class StagesCommand implements Callable<Integer> {
    private static final int PACED_RATE = 1_000;
    private static final int WARM_UP_SECONDS = 10;
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @Option(
            names = "--changes",
            paramLabel = "N",
            defaultValue = "300000",
            description = "Changes of each measurement (default: ${DEFAULT-VALUE}).")
    private long changes;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long latency is measured, at 1,000 changes a second (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (changes < 10_000 || seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--changes is at least 10000, --seconds at least 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(Machine.here().line());
        try (WorkDirectory directory = WorkDirectory.create();
                LocalStack stack = LocalStack.start(
                        directory.path(), EnumSet.of(ServerKind.KAFKA), Storage.FLEETING, StackListener.NONE)) {
            StageSettings settings = new StageSettings(directory.path());
            String kafka = stack.file().kafka().bootstrapServers();
            // The first one warms up.
            captureAlone(settings, "warm");
            print("Capture alone", captureAlone(settings, "alone"), out);
            print("Publisher alone", publisherAlone(settings, "alone"), out);
            print("Dispatcher with a Publisher", published(settings, "alone", kafka), out);
            print("all three", chain(settings, "chain", kafka), out);
            latency(settings, kafka, out);
            return 0;
        }
    }

    /**
     * What a measurement has found.
     *
     * @param cpuSeconds of this JVM
     */
    private record Speed(double perSecond, double cpuSeconds) {}

    private void print(String what, Speed speed, PrintWriter out) {
        out.println(String.format(
                Locale.ROOT,
                "%-28s %,10.0f changes/s  %6.1f CPU s per million",
                what,
                speed.perSecond(),
                speed.cpuSeconds() * 1e6 / changes));
        out.flush();
    }

    /** Something to wait for. */
    private interface Position {
        long now() throws IOException;
    }

    private Speed measure(Position position, List<RunningStage> stages) throws IOException {
        long start = System.nanoTime();
        long cpu = ProcessCpu.nanos();
        await(position, changes, stages);
        double elapsed = (System.nanoTime() - start) / 1e9;
        return new Speed(changes / elapsed, (ProcessCpu.nanos() - cpu) / 1e9);
    }

    private static void await(Position position, long until, List<RunningStage> stages) throws IOException {
        long last = -1;
        long since = System.nanoTime();
        for (long now = position.now(); now < until; now = position.now()) {
            stages.forEach(RunningStage::requireAlive);
            if (now != last) {
                last = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > STALL_NANOS) {
                throw new BenchFailure("nothing has moved for a minute, at change " + now);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private static long durable(Path storage) throws IOException {
        try {
            return SegmentCursor.durable(storage);
        } catch (NoSuchFileException nothingYet) {
            return 0;
        }
    }

    private static long acknowledged(Path storage) throws IOException {
        return Acknowledged.read(storage).map(Acknowledged::ordinal).orElse(0L);
    }

    private RunningStage capture(StageSettings settings, String run, long count, int rate, int port) {
        return new RunningStage(
                "capture",
                new Capture(settings.capture(run, count, rate, port), Clock.systemUTC(), TimeSource.system()));
    }

    private Speed captureAlone(StageSettings settings, String run) throws IOException {
        try (RunningStage capture = capture(settings, run, changes, 0, 0)) {
            return measure(() -> durable(settings.storage(run)), List.of(capture));
        }
    }

    private Speed publisherAlone(StageSettings settings, String run) throws IOException {
        try (NullDispatcher dispatcher = new NullDispatcher();
                RunningStage publisher =
                        new RunningStage("publisher", new Publisher(settings.publisher(run, dispatcher.port())))) {
            return measure(() -> acknowledged(settings.storage(run)), List.of(publisher));
        }
    }

    /** What is stored already, into Kafka: the Publisher goes back, since the cluster is another. */
    private Speed published(StageSettings settings, String run, String kafka) throws IOException {
        int port = freePort();
        try (RunningStage dispatcher = dispatcher(settings, run, kafka, port, 0);
                RunningStage publisher = new RunningStage("publisher", new Publisher(settings.publisher(run, port)))) {
            Path storage = settings.storage(run);
            // Up to the first acknowledgement of the new cluster the file has the old one's.
            await(() -> acknowledged(storage) < changes ? 1 : 0, 1, List.of(dispatcher, publisher));
            return measure(() -> acknowledged(storage), List.of(dispatcher, publisher));
        }
    }

    private Speed chain(StageSettings settings, String run, String kafka) throws IOException {
        int port = freePort();
        try (RunningStage dispatcher = dispatcher(settings, run, kafka, port, 0);
                RunningStage publisher = new RunningStage("publisher", new Publisher(settings.publisher(run, port)));
                RunningStage capture = capture(settings, run, changes, 0, 0)) {
            return measure(() -> acknowledged(settings.storage(run)), List.of(dispatcher, publisher, capture));
        }
    }

    private void latency(StageSettings settings, String kafka, PrintWriter out)
            throws IOException, InterruptedException {
        String run = "paced";
        int port = freePort();
        int capturePort = freePort();
        int dispatcherPort = freePort();
        long warm = (long) PACED_RATE * WARM_UP_SECONDS;
        long all = warm + (long) PACED_RATE * seconds;
        try (RunningStage dispatcher = dispatcher(settings, run, kafka, port, dispatcherPort);
                RunningStage publisher = new RunningStage("publisher", new Publisher(settings.publisher(run, port)));
                RunningStage capture = capture(settings, run, all, PACED_RATE, capturePort)) {
            Position position = () -> acknowledged(settings.storage(run));
            List<RunningStage> stages = List.of(dispatcher, publisher, capture);
            await(position, warm, stages);
            MetricsPage captured = metrics(capturePort);
            MetricsPage stored = metrics(dispatcherPort);
            await(position, all, stages);
            MetricsPage capturedLater = metrics(capturePort);
            MetricsPage storedLater = metrics(dispatcherPort);
            String paced = "at " + PACED_RATE + " changes/s, ms";
            out.println(String.format(Locale.ROOT, "%-44s %8s %8s", paced, "p50", "p99"));
            print("commit to disk (Capture)", "cdc_capture_durable_seconds", capturedLater, captured, out);
            print("received to stored in Kafka (Dispatcher)", "cdc_dispatcher_store_seconds", storedLater, stored, out);
            print(
                    "commit to stored in Kafka (all three)",
                    "cdc_dispatcher_source_latency_seconds",
                    storedLater,
                    stored,
                    out);
        }
    }

    private MetricsPage metrics(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return MetricsPage.parse(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** The bounds of the buckets that have the shares. */
    private static void print(String what, String histogram, MetricsPage later, MetricsPage earlier, PrintWriter out) {
        MetricsHistogram durations = later.histogram(histogram).since(earlier.histogram(histogram));
        out.println(
                String.format(Locale.ROOT, "%-44s %8.1f %8.1f", what, millis(durations, 0.5), millis(durations, 0.99)));
        out.flush();
    }

    private static double millis(MetricsHistogram durations, double share) {
        return durations.bound(share).orElse(Double.NaN) * 1000;
    }

    private static RunningStage dispatcher(
            StageSettings settings, String run, String kafka, int port, int observePort) {
        return new RunningStage(
                "dispatcher", new Dispatcher(settings.dispatcher(run, kafka, port, observePort), Clock.systemUTC()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
