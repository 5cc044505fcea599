package dev.millrace.simulator.capture;

import dev.millrace.simulator.playback.TimeSource;
import dev.millrace.simulator.segment.Acknowledged;
import dev.millrace.simulator.segment.LogEnd;
import dev.millrace.simulator.segment.SegmentLog;
import dev.millrace.simulator.source.StoreClock;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where committed units of work are kept: brings them to disk, and removes what may go. Owned by one thread. */
final class TransientStorage {
    private static final Logger LOG = LoggerFactory.getLogger(TransientStorage.class);
    private static final int FLUSH_BYTES = 4 << 20;
    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long TRUNCATE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SegmentLog log;
    private final CaptureSettings settings;
    private final CaptureMetrics metrics;
    private final Clock clock;
    private final TimeSource time;
    private final BooleanSupplier stopped;
    private long forcedAt;
    private long truncatedAt;
    /** Why nothing could be removed, the last time. */
    private String obstacle = "";

    /** @param stopped whether an attempt that fails is the last one */
    TransientStorage(
            SegmentLog log,
            CaptureSettings settings,
            CaptureMetrics metrics,
            Clock clock,
            TimeSource time,
            BooleanSupplier stopped) {
        this.log = log;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
        this.time = time;
        this.stopped = stopped;
        this.forcedAt = time.nanoTime();
        this.truncatedAt = time.nanoTime();
        metrics.durable(log.end().ordinal(), log.storedBytes());
    }

    /** Brings to disk what is pending, where that is much or old. */
    void forceWhereDue() throws InterruptedException {
        if (log.pendingBytes() > FLUSH_BYTES || time.nanoTime() - forcedAt > FLUSH_NANOS) {
            force();
        }
    }

    /** Brings what is pending to disk, however long that takes; only the end of the process ends the attempts. */
    void force() throws InterruptedException {
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
                if (stopped.getAsBoolean()) {
                    return;
                }
                // What may go makes room on a full disk.
                truncateWhereDue();
                time.parkNanos(PAUSE_NANOS);
            }
        }
        metrics.paused(false);
        forcedAt = time.nanoTime();
        metrics.durable(end.ordinal(), log.storedBytes());
        metrics.durableAfter(Duration.between(StoreClock.instantOf(end.stck()), clock.instant()));
    }

    /** The newest file is never removed: one that is too large alone is nothing to wait for. */
    boolean isFull() {
        return log.storedBytes() >= settings.maxBytes() && log.files() > 1;
    }

    /** Waits a moment for files that may go. */
    void makeRoom() throws InterruptedException {
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

    /** Removes the files that may go, now and then. */
    void truncateWhereDue() {
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
            obstacle = "";
        } catch (IOException notNow) {
            if (!notNow.toString().equals(obstacle)) {
                obstacle = notNow.toString();
                LOG.warn("stored changes could not be removed: {}", obstacle);
            }
        }
    }
}
