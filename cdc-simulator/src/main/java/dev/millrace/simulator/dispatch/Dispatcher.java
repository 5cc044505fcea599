package dev.millrace.simulator.dispatch;

import static dev.millrace.simulator.SimulatorError.KAFKA_UNREACHABLE;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.observe.ObserveServer;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.delivery.ChangeTopics;
import dev.millrace.simulator.process.ProcessPages;
import dev.millrace.simulator.process.Stage;
import dev.millrace.simulator.source.StoreClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connections of Publishers and sends their changes to Kafka. {@link #run()} belongs to one thread, which accepts connections;
 * {@link #stop()} may come from any.
 */
public final class Dispatcher implements Stage {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int MOST_CONNECTIONS = 256;
    private static final Duration KAFKA_ANSWER = Duration.ofSeconds(30);
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final DispatcherSettings settings;
    private final Clock clock;
    /** Set by the owner, closed by whoever stops. */
    private volatile Optional<ServerSocket> listening = Optional.empty();
    /** Written by whoever stops. */
    private volatile boolean stopped;
    /** Why a worker could not go on; written by it. */
    private volatile Optional<RuntimeException> defect = Optional.empty();

    public Dispatcher(DispatcherSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Dispatches until {@link #stop()}.
     *
     * @throws SimulatorException where Kafka does not answer at the start, or its topics are not as they have to be
     */
    @Override
    public void run() throws InterruptedException {
        Sessions sessions = new Sessions(prepareTopics());
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        DispatcherMetrics metrics = new DispatcherMetrics(registry, sessions::publishers, sessions::outstanding);
        try (ServerSocket server = listen();
                KafkaSink sink = KafkaSink.connect(settings.kafka(), why -> sessions.cut());
                ObserveServer endpoint = settings.observe()
                        .open(new ProcessPages(registry, () -> !stopped, () -> facts(sessions, metrics)))) {
            listening = Optional.of(server);
            LOG.info(
                    "{} takes Publishers on port {}, cluster {}",
                    settings.name(),
                    server.getLocalPort(),
                    sessions.cluster());
            LOG.info("metrics and probes on port {}", endpoint.port());
            List<Thread> threads = new ArrayList<>();
            List<Worker> workers = new ArrayList<>();
            for (int i = 0; i < settings.workers(); i++) {
                Worker worker = new Worker(i, sink, metrics, settings.faults(), this::fail);
                workers.add(worker);
                Thread thread = new Thread(worker, "worker " + i);
                thread.setDaemon(true);
                thread.start();
                threads.add(thread);
            }
            while (!stopped) {
                accept(server, sessions, metrics, workers);
            }
            sessions.close();
            threads.forEach(Thread::interrupt);
            for (Thread thread : threads) {
                thread.join();
            }
            if (defect.isPresent()) {
                throw defect.get();
            }
            LOG.info("{} has stopped", settings.name());
        } catch (IOException closing) {
            LOG.debug("closing", closing);
        }
    }

    private void fail(RuntimeException why) {
        defect = Optional.of(why);
        stop();
    }

    private ServerSocket listen() {
        try {
            ServerSocket server = settings.tls().serverSocket(settings.host(), settings.port());
            if (settings.tls().context().isEmpty()) {
                LOG.warn("connections are not encrypted: set tls.mode");
            }
            return server;
        } catch (IOException taken) {
            throw new ConfigurationException(new Problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    "listen.port",
                    "port " + settings.port() + " cannot be opened on " + settings.host(),
                    "choose another port, or 0 for any"));
        }
    }

    private void accept(ServerSocket server, Sessions sessions, DispatcherMetrics metrics, List<Worker> workers) {
        try {
            Socket socket = server.accept();
            if (sessions.size() >= MOST_CONNECTIONS) {
                metrics.ended("TOO_MANY");
                socket.close();
                return;
            }
            Acknowledgements acknowledgements = new Acknowledgements(
                    settings.windowBytes(),
                    part -> metrics.acknowledged(
                            System.nanoTime() - part.unitNanos(),
                            Duration.between(StoreClock.instantOf(part.header().stck()), clock.instant())));
            PublisherSession session =
                    new PublisherSession(socket, sessions, settings, metrics, workers, acknowledgements);
            sessions.begun(session);
            Thread thread = new Thread(session, "publisher");
            thread.setDaemon(true);
            thread.start();
        } catch (IOException failed) {
            if (!stopped) {
                LOG.warn("a connection could not be taken: {}", failed.toString());
                // Without file descriptors it fails at once, again and again.
                LockSupport.parkNanos(REST_NANOS);
            }
        }
    }

    /** Makes sure that the topics are there; the identity of the cluster. */
    private String prepareTopics() throws InterruptedException {
        Map<String, Object> properties = new HashMap<>(settings.kafka());
        properties.keySet().removeIf(name -> !AdminClientConfig.configNames().contains(name));
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) KAFKA_ANSWER.toMillis());
        List<String> topics = settings.objects().values().stream()
                .map(DispatchedObject::topic)
                .distinct()
                .toList();
        try (Admin admin = Admin.create(properties)) {
            String cluster = admin.describeCluster().clusterId().get(KAFKA_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            new ChangeTopics(admin, KAFKA_ANSWER)
                    .ensure(
                            topics,
                            settings.topics().partitions(),
                            settings.topics().replicas());
            return cluster;
        } catch (ExecutionException | TimeoutException | KafkaException unreachable) {
            throw new SimulatorException(
                    KAFKA_UNREACHABLE,
                    "kafka.bootstrap.servers",
                    "the cluster does not answer: " + unreachable.getMessage() + ".",
                    "check the addresses, the network and the login.",
                    unreachable);
        }
    }

    /** Cuts the connections and ends; returns at once. */
    @Override
    public void stop() {
        stopped = true;
        listening.ifPresent(server -> {
            try {
                server.close();
            } catch (IOException alreadyGone) {
                LOG.debug("closing", alreadyGone);
            }
        });
    }

    private Map<String, Object> facts(Sessions sessions, DispatcherMetrics metrics) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", settings.name());
        facts.put("cluster", sessions.cluster());
        facts.put("publishers", metrics.publishers());
        facts.put("received_changes", metrics.received());
        facts.put("stored_records", metrics.storedRecords());
        facts.put("unacknowledged_changes", metrics.unacknowledged());
        return facts;
    }
}
