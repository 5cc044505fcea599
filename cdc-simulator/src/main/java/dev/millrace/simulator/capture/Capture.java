package dev.millrace.simulator.capture;

import dev.millrace.core.observe.ObserveServer;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.playback.TimeSource;
import dev.millrace.simulator.process.ProcessPages;
import dev.millrace.simulator.process.Stage;
import dev.millrace.simulator.segment.LogEnd;
import dev.millrace.simulator.segment.SegmentLog;
import dev.millrace.simulator.source.StoreClock;
import dev.millrace.simulator.truth.TruthWriter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a source's log and stores its committed units of work. The source is made anew at every start and read from its begin; what is
 * stored already is passed over, so a killed process loses nothing that has committed and stores nothing twice. {@link #run()} belongs
 * to one thread; {@link #stop()} may come from any.
 */
public final class Capture implements Stage {
    /** The true state, beside the stored changes. */
    public static final String TRUTH_FILE = "truth.jsonl";

    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final CaptureSettings settings;
    private final Clock clock;
    private final TimeSource time;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CaptureMetrics metrics = new CaptureMetrics(registry);
    /** Written by whoever stops. */
    private volatile boolean stopped;
    /** Whether what is stored was passed over. Written by the owner, read by the endpoint, as the next. */
    private volatile boolean capturing;

    private volatile boolean done;

    public Capture(CaptureSettings settings, Clock clock, TimeSource time) {
        this.settings = settings;
        this.clock = clock;
        this.time = time;
    }

    /**
     * Captures until {@link #stop()}, also when the workload has come to its end.
     *
     * @throws SimulatorException where the storage cannot be used, is damaged, or has the changes of another source
     */
    @Override
    public void run() throws InterruptedException {
        Source source = Source.of(settings.source(), settings.seed(), clock);
        try (SegmentLog log = SegmentLog.open(settings.directory(), settings.segmentBytes());
                ObserveServer endpoint =
                        settings.observe().open(new ProcessPages(registry, () -> capturing && !stopped, this::facts))) {
            CommittedUnits units = new CommittedUnits(source, settings);
            Life life = new Life(
                    log,
                    new UnitWriter(log, source.captured()),
                    units,
                    new TransientStorage(log, settings, metrics, clock, time, () -> stopped));
            LOG.info("metrics and probes on port {}", endpoint.port());
            passOver(units, log.end());
            capturing = true;
            LOG.info(
                    "{} captures into {} from change {} on",
                    settings.name(),
                    settings.directory(),
                    log.end().ordinal() + 1);
            life.capture();
            LOG.info(
                    "{} has stopped at change {}",
                    settings.name(),
                    log.durable().ordinal());
        } catch (IOException closing) {
            LOG.warn("closing: {}", closing.toString());
        }
    }

    /** Reads the source's log up to where the stored changes end. */
    private void passOver(CommittedUnits units, LogEnd stored) {
        units.passOver(stored.ordinal(), () -> stopped);
        if (!stopped && !units.isAt(stored)) {
            throw SourceTruth.foreign(settings.directory(), stored.ordinal());
        }
    }

    /** Whether nothing is read of the source because nothing can be stored; for any thread. */
    boolean isPaused() {
        return metrics.isPaused();
    }

    /** Ends after the unit of work at hand; returns at once. */
    @Override
    public void stop() {
        stopped = true;
    }

    private Map<String, Object> facts() {
        // Read first: where it is so, what is durable is all that there is.
        boolean atEnd = done;
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", settings.name());
        facts.put("durable", metrics.durableOrdinal());
        facts.put("stored_bytes", metrics.storedBytes());
        facts.put("paused", metrics.isPaused());
        facts.put("done", atEnd);
        return facts;
    }

    /** From one start of the process to its end. */
    private final class Life {
        private final SegmentLog log;
        private final UnitWriter writer;
        private final CommittedUnits units;
        private final TransientStorage storage;
        private final StoreClock storeClock;
        /** Changes that this life has captured. */
        private long captured;

        Life(SegmentLog log, UnitWriter writer, CommittedUnits units, TransientStorage storage) {
            this.log = log;
            this.writer = writer;
            this.units = units;
            this.storage = storage;
            this.storeClock = new StoreClock(clock, log.end().stck());
        }

        void capture() throws InterruptedException {
            long begin = time.nanoTime();
            while (!stopped) {
                storage.truncateWhereDue();
                if (storage.isFull()) {
                    storage.makeRoom();
                } else if (units.isDone()) {
                    finish();
                } else if (log.end().ordinal() >= settings.until()) {
                    storage.force();
                    time.parkNanos(PAUSE_NANOS);
                } else {
                    long left = settings.pace().dueNanos(captured) - (time.nanoTime() - begin);
                    if (left > 0) {
                        storage.force();
                        time.parkNanos(Math.min(left, PAUSE_NANOS));
                    } else {
                        step();
                    }
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            storage.force();
        }

        private void step() throws InterruptedException {
            Optional<CommittedUnit> unit = units.next();
            if (unit.isPresent()) {
                store(unit.get());
            }
            metrics.rolledBack(units.rolledBack());
            storage.forceWhereDue();
        }

        private void store(CommittedUnit unit) {
            boolean tied = unit instanceof CommittedUnit.Changed changed && changed.tied();
            writer.append(unit, tied ? storeClock.last() : storeClock.read());
            captured += unit.size();
            metrics.captured(unit.size());
        }

        private void finish() throws InterruptedException {
            if (!done) {
                storage.force();
                writeTruth();
            }
            time.parkNanos(PAUSE_NANOS);
        }

        private void writeTruth() {
            try {
                TruthWriter.write(units.state(), settings.directory().resolve(TRUTH_FILE));
                done = true;
                LOG.info("the workload is at its end, change {}", log.durable().ordinal());
            } catch (SimulatorException unwritable) {
                if (!metrics.isPaused()) {
                    LOG.warn("{}", unwritable.getMessage());
                }
            }
            metrics.paused(!done);
        }
    }
}
