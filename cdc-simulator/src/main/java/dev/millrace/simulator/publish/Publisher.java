package dev.millrace.simulator.publish;

import dev.millrace.core.observe.ObserveServer;
import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.process.Backoff;
import dev.millrace.simulator.process.ProcessPages;
import dev.millrace.simulator.process.Stage;
import dev.millrace.simulator.segment.Acknowledged;
import dev.millrace.simulator.segment.DirectoryLock;
import dev.millrace.simulator.segment.SegmentCursor;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what Capture has stored to a Dispatcher, one connection after the other: each begins behind what was acknowledged last. {@link
 * #run()} belongs to one thread; {@link #stop()} may come from any.
 */
public final class Publisher implements Stage {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final int CONNECT_MILLIS = 10_000;

    private final PublisherSettings settings;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PublisherMetrics metrics = new PublisherMetrics(registry);
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), new SplittableRandom());
    private final CountDownLatch stopped = new CountDownLatch(1);
    /** The connection; set by the owner, closed by whoever stops. */
    private volatile Optional<Socket> connection = Optional.empty();
    /** Written by the owner, read by the endpoint. */
    private volatile String lastProblem = "";

    public Publisher(PublisherSettings settings) {
        this.settings = settings;
    }

    /**
     * Publishes until {@link #stop()}.
     *
     * @throws dev.millrace.simulator.SimulatorException where what is to be published is damaged, or not kept any more
     */
    @Override
    @SuppressWarnings("try") // The lock is held, not used.
    public void run() throws InterruptedException {
        try (DirectoryLock lock = lock();
                ObserveServer endpoint =
                        settings.observe().open(new ProcessPages(registry, () -> !isStopped(), this::facts))) {
            LOG.info("{} publishes {} to {}", settings.name(), settings.directory(), settings.dispatcher());
            LOG.info("metrics and probes on port {}", endpoint.port());
            long highest = 0;
            while (!isStopped()) {
                try (Socket socket = connect()) {
                    Session session = new Session(settings, socket, metrics, highest, () -> lastProblem = "");
                    try {
                        session.run();
                    } finally {
                        highest = session.highestSent();
                        // A Dispatcher that welcomes and then refuses is no success.
                        if (session.hasProgressed()) {
                            backoff.reset();
                        }
                        metrics.disconnected();
                    }
                } catch (NoSuchFileException noCaptureYet) {
                    tell("nothing is stored in " + settings.directory() + " yet");
                } catch (IOException ended) {
                    tell(String.valueOf(ended.getMessage()));
                }
                boolean ignored = stopped.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
            }
            LOG.info("{} has stopped; acknowledged up to change {}", settings.name(), metrics.acknowledgedOrdinal());
        } catch (IOException closing) {
            LOG.debug("closing", closing);
        }
    }

    private DirectoryLock lock() {
        try {
            return DirectoryLock.ofPublisher(settings.directory());
        } catch (IOException unusable) {
            throw new SimulatorException(
                    SimulatorError.STORAGE_UNUSABLE,
                    settings.directory().toString(),
                    "the directory cannot be used: " + unusable.getMessage() + ".",
                    "name the directory that Capture writes, on a writable volume.",
                    unusable);
        }
    }

    private Socket connect() throws IOException {
        // Without storage there is nothing to begin with; what waits there counts while no Dispatcher answers.
        metrics.durable(SegmentCursor.durable(settings.directory()));
        Optional<Acknowledged> acknowledged = Acknowledged.read(settings.directory());
        acknowledged.ifPresent(position -> metrics.acknowledged(position.ordinal()));
        Socket socket = settings.tls().socket(settings.host(), settings.port(), CONNECT_MILLIS);
        connection = Optional.of(socket);
        if (isStopped()) {
            socket.close();
        }
        return socket;
    }

    private void tell(String problem) {
        if (!isStopped() && !problem.equals(lastProblem)) {
            LOG.warn("not connected to {}: {}; trying again", settings.dispatcher(), problem);
        }
        lastProblem = problem;
    }

    /** Ends the connection and the loop; returns at once. */
    @Override
    public void stop() {
        stopped.countDown();
        connection.ifPresent(socket -> {
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                LOG.debug("closing", alreadyGone);
            }
        });
    }

    /** Changes that are stored and not acknowledged; for any thread. */
    long lag() {
        return metrics.lag();
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", settings.name());
        facts.put("connected", metrics.isConnected());
        facts.put("acknowledged", metrics.acknowledgedOrdinal());
        facts.put("lag_changes", metrics.lag());
        facts.put("last_problem", lastProblem);
        return facts;
    }
}
