package dev.millrace.simulator.capture;

import static dev.millrace.simulator.SimulatorError.STORAGE_FOREIGN;

import dev.millrace.core.observe.ObserveServer;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.playback.TimeSource;
import dev.millrace.simulator.process.ProcessPages;
import dev.millrace.simulator.process.Stage;
import dev.millrace.simulator.segment.Acknowledged;
import dev.millrace.simulator.segment.LogEnd;
import dev.millrace.simulator.segment.SegmentLog;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.StoreClock;
import dev.millrace.simulator.truth.TrueState;
import dev.millrace.simulator.truth.TruthWriter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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
    private static final int FLUSH_BYTES = 4 << 20;
    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long TRUNCATE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CaptureSettings settings;
    private final Clock clock;
    private final TimeSource time;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CaptureMetrics metrics = new CaptureMetrics(registry);
    private final UnitAssembler assembler = new UnitAssembler();
    /** Written by whoever stops. */
    private volatile boolean stopped;
    /** Written by the owner, read by the endpoint. */
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
                        settings.observe().open(new ProcessPages(registry, () -> !stopped, this::facts))) {
            Interleaving units =
                    new Interleaving(source.workload(), settings.changes(), settings.shape(), settings.seed());
            Life life = new Life(log, new UnitWriter(log, source.captured()), units, new TrueState(source.tables()));
            LOG.info("metrics and probes on port {}", endpoint.port());
            life.passOver();
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
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", settings.name());
        facts.put("durable", metrics.durableOrdinal());
        facts.put("stored_bytes", metrics.storedBytes());
        facts.put("paused", metrics.isPaused());
        facts.put("done", done);
        return facts;
    }

    /** From one start of the process to its end. */
    private final class Life {
        private final SegmentLog log;
        private final UnitWriter writer;
        private final Interleaving units;
        private final TrueState committed;
        private final StoreClock storeClock;
        /** Changes that this life has captured. */
        private long captured;

        private long forcedAt = time.nanoTime();
        private long truncatedAt = time.nanoTime();

        Life(SegmentLog log, UnitWriter writer, Interleaving units, TrueState committed) {
            this.log = log;
            this.writer = writer;
            this.units = units;
            this.committed = committed;
            this.storeClock = new StoreClock(clock, log.end().stck());
        }

        /** Reads the source's log up to where the stored changes end. */
        void passOver() {
            LogEnd stored = log.end();
            long passed = 0;
            long lastUnit = 0;
            while (passed < stored.ordinal() && !units.isDone() && !stopped) {
                for (LogRecord record : units.next()) {
                    Optional<List<RowChange>> unit = assembler.accept(record);
                    if (unit.isPresent() && passed < stored.ordinal()) {
                        unit.get().forEach(committed::apply);
                        passed += unit.get().size();
                        lastUnit = record.unit();
                    } else if (unit.isPresent()) {
                        store((LogRecord.Committed) record, unit.get());
                    }
                }
            }
            if (!stopped && (passed != stored.ordinal() || lastUnit != stored.unit())) {
                throw new SimulatorException(
                        STORAGE_FOREIGN,
                        settings.directory().toString(),
                        "it holds " + stored.ordinal() + " changes that this workload does not make.",
                        "give the settings of the workload that it was begun with, or an empty directory.");
            }
            metrics.durable(stored.ordinal(), log.storedBytes());
        }

        void capture() throws InterruptedException {
            long begin = time.nanoTime();
            while (!stopped) {
                maintain();
                if (isFull()) {
                    pause();
                } else if (units.isDone()) {
                    finish();
                } else if (log.end().ordinal() >= settings.until()) {
                    force();
                    time.parkNanos(PAUSE_NANOS);
                } else {
                    long left = settings.pace().dueNanos(captured) - (time.nanoTime() - begin);
                    if (left > 0) {
                        force();
                        time.parkNanos(Math.min(left, PAUSE_NANOS));
                    } else {
                        step();
                    }
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            force();
        }

        private void step() throws InterruptedException {
            for (LogRecord record : units.next()) {
                Optional<List<RowChange>> unit = assembler.accept(record);
                if (unit.isPresent()) {
                    store((LogRecord.Committed) record, unit.get());
                }
            }
            metrics.rolledBack(assembler.rolledBack());
            if (log.pendingBytes() > FLUSH_BYTES || time.nanoTime() - forcedAt > FLUSH_NANOS) {
                force();
            }
        }

        private void store(LogRecord.Committed commit, List<RowChange> changes) {
            changes.forEach(committed::apply);
            long stck = commit.tied() ? storeClock.last() : storeClock.read();
            int count = writer.append(commit.unit(), stck, changes);
            captured += count;
            metrics.captured(count);
        }

        /** Brings what is pending to disk, however long that takes; only the end of the process ends the attempts. */
        private void force() throws InterruptedException {
            LogEnd end = log.end();
            if (log.pendingBytes() == 0) {
                return;
            }
            while (true) {
                try {
                    log.force();
                    break;
                } catch (IOException unwritable) {
                    if (!metrics.isPaused()) {
                        LOG.warn(
                                "changes cannot be stored in {}: {}; trying again",
                                settings.directory(),
                                unwritable.toString());
                    }
                    metrics.paused(true);
                    if (stopped) {
                        return;
                    }
                    // What may go makes room on a full disk.
                    maintain();
                    time.parkNanos(PAUSE_NANOS);
                }
            }
            metrics.paused(false);
            forcedAt = time.nanoTime();
            metrics.durable(end.ordinal(), log.storedBytes());
            metrics.durableAfter(Duration.between(StoreClock.instantOf(end.stck()), clock.instant()));
        }

        /** The newest file is never removed: one that is too large alone is nothing to wait for. */
        private boolean isFull() {
            return log.storedBytes() >= settings.maxBytes() && log.files() > 1;
        }

        private void pause() throws InterruptedException {
            force();
            if (!metrics.isPaused()) {
                LOG.warn(
                        "the storage is full, {} bytes: nothing is read of the source's log until files can be removed",
                        log.storedBytes());
            }
            metrics.paused(true);
            truncate();
            metrics.paused(isFull());
            time.parkNanos(PAUSE_NANOS);
        }

        private void finish() throws InterruptedException {
            if (!done) {
                force();
                writeTruth();
            }
            time.parkNanos(PAUSE_NANOS);
        }

        private void writeTruth() {
            try {
                TruthWriter.write(committed, settings.directory().resolve(TRUTH_FILE));
                done = true;
                LOG.info("the workload is at its end, change {}", log.durable().ordinal());
            } catch (SimulatorException unwritable) {
                if (!metrics.isPaused()) {
                    LOG.warn("{}", unwritable.getMessage());
                }
            }
            metrics.paused(!done);
        }

        private void maintain() {
            if (time.nanoTime() - truncatedAt > TRUNCATE_NANOS) {
                truncate();
                truncatedAt = time.nanoTime();
            }
        }

        private void truncate() {
            try {
                Optional<Acknowledged> acknowledged = Acknowledged.read(settings.directory());
                if (acknowledged.isPresent()) {
                    long horizon = StoreClock.valueOf(clock.instant().minus(settings.replayWindow()));
                    int removed = log.truncate(acknowledged.get().ordinal(), horizon);
                    if (removed > 0) {
                        metrics.durable(log.durable().ordinal(), log.storedBytes());
                    }
                }
            } catch (IOException notNow) {
                LOG.warn("stored changes could not be removed: {}", notNow.toString());
            }
        }
    }
}
