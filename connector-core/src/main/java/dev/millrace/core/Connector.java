package dev.millrace.core;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.EngineConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.engine.Engine;
import dev.millrace.core.engine.EngineSettings;
import dev.millrace.core.engine.Heartbeat;
import dev.millrace.core.engine.Origin;
import dev.millrace.core.failure.DeadLetters;
import dev.millrace.core.failure.KafkaDeadLetters;
import dev.millrace.core.failure.RetryPolicy;
import dev.millrace.core.format.configured.RecordFormats;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import dev.millrace.core.observe.ObserveServer;
import dev.millrace.core.observe.Observed;
import dev.millrace.core.observe.ObservedConnector;
import dev.millrace.core.observe.StatusPage;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetMeter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector from its configuration to its end. {@link #run()} belongs to one thread; {@link #stop()} may come from any, before
 * or while it runs.
 */
public final class Connector {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    /** A topic that was made anew is found so much later at the latest. */
    private static final Duration TOPIC_INTERVAL = Duration.ofSeconds(30);

    private static final Duration TOPIC_ANSWER = Duration.ofSeconds(15);
    private static final int BYTES_PER_MEGABYTE = 1 << 20;

    private final ConnectorConfig config;
    private final String targetKind;
    private final Supplier<Target> openTarget;
    private final Clock clock;
    private final String version;
    private final StopSignal stop = new StopSignal();

    /**
     * @param targetKind what the command line calls it; a label of all metrics
     * @param openTarget connects to the target and checks its tables; the connector closes what it gives
     */
    public Connector(
            ConnectorConfig config, String targetKind, Supplier<Target> openTarget, Clock clock, String version) {
        this.config = config;
        this.targetKind = targetKind;
        this.openTarget = openTarget;
        this.clock = clock;
        this.version = version;
    }

    /**
     * Checks, connects and replicates until {@link #stop()}.
     *
     * @throws ConfigurationException when something has to be mended first
     * @throws dev.millrace.core.config.UnreachableException when a server does not answer at the start
     * @throws dev.millrace.core.engine.EngineFailure when it cannot go on
     */
    public void run() throws InterruptedException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ConnectorMetrics metrics = new ConnectorMetrics(
                registry, clock, version, Map.of("connector", config.name(), "target", targetKind));
        Health health =
                new Health(metrics, clock, config.engine().revokeBudget().multipliedBy(4));
        KafkaClients kafka = new KafkaClients(config.kafka());
        new SourceTopics(config).prepare();
        TopicIds topicIds = TopicIds.ask(config.kafka(), kafka, TOPIC_ANSWER);
        StatusPage status =
                new StatusPage(config.name(), version, config.kafka().group(), clock.instant(), clock, health);
        try (TopicWatch watch = new TopicWatch(
                        kafka.admin(TOPIC_ANSWER), config.kafka().topics(), topicIds, TOPIC_INTERVAL, TOPIC_ANSWER);
                ObserveServer observe = observe(new ObservedConnector(registry, health, status));
                Target target = openTarget.get();
                DeadLetters deadLetters = new KafkaDeadLetters(
                        kafka.deadLetterProducer(), config.kafka().group(), config.name(), metrics)) {
            StartWarnings.of(config).forEach(LOG::warn);
            register(target, metrics);
            LOG.info(
                    "{} replicates {} as group {}",
                    config.name(),
                    config.kafka().topics(),
                    config.kafka().group());
            LOG.info("metrics and probes on port {}", observe.port());
            Engine engine = new Engine(
                    kafka.consumer(),
                    config.kafka().topics(),
                    RecordFormats.format(config),
                    target,
                    new Origin(config.kafka().group(), topicIds.cluster(), watch::ids),
                    deadLetters,
                    settings(config.engine()),
                    metrics,
                    health,
                    System::nanoTime,
                    new SplittableRandom());
            stop.attach(engine::stop);
            try (Heartbeat heartbeat = new Heartbeat(target, metrics, System::nanoTime, engine::heartbeatAnswered)) {
                heartbeat.every(config.observe().heartbeat());
                tellStop(engine.run());
            }
        }
    }

    private static void register(Target target, ConnectorMetrics metrics) {
        for (TargetMeter meter : target.meters()) {
            switch (meter.kind()) {
                case COUNTER -> metrics.targetCounter(meter.name(), meter.description(), meter.value());
                case GAUGE -> metrics.targetGauge(meter.name(), meter.description(), meter.value());
            }
        }
    }

    private void tellStop(int unsettled) {
        if (unsettled == 0) {
            LOG.info("{} has stopped: what it had polled is settled and committed", config.name());
        } else {
            LOG.warn(
                    "{} has stopped before {} of the records that it had polled were settled: they come again at the next start",
                    config.name(),
                    unsettled);
        }
    }

    /** Asks the connector to drain, commit and end; returns at once. */
    public void stop() {
        stop.request();
    }

    private ObserveServer observe(Observed observed) {
        InetSocketAddress address =
                new InetSocketAddress(config.observe().host(), config.observe().port());
        try {
            return new ObserveServer(address, observed);
        } catch (IOException taken) {
            throw new ConfigurationException(new Problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    "observe.port",
                    "port " + address.getPort() + " cannot be opened on " + address.getHostString(),
                    "choose another port, or 0 for any"));
        }
    }

    private static EngineSettings settings(EngineConfig engine) {
        return new EngineSettings(
                engine.lanes(),
                engine.batchRecords(),
                engine.pipelineDepth(),
                engine.inFlightRecords(),
                (long) engine.inFlightMegabytes() * BYTES_PER_MEGABYTE,
                engine.commitInterval(),
                engine.revokeBudget(),
                engine.drainBudget(),
                engine.dependencyWait(),
                new RetryPolicy(engine.retryFirst(), engine.retryLimit()),
                engine.poisonLimit(),
                switch (engine.onGap()) {
                    case STOP -> EngineSettings.OnGap.STOP;
                    case CONTINUE -> EngineSettings.OnGap.CONTINUE;
                });
    }
}
