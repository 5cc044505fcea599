package dev.millrace.core.engine;

import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the target for a sign of life once in a while, on a thread of its own: idle connections stay warm, and somebody notices when
 * nothing else is written. What it finds opens and closes no breaker.
 */
public final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration CLOSE_BUDGET = Duration.ofSeconds(1);
    private static final String DEFECT = "INTERNAL_ERROR";

    private final Target target;
    private final ConnectorMetrics metrics;
    private final LongSupplier nanoClock;
    private final Runnable onAnswer;
    private final ScheduledExecutorService thread;
    private boolean answered = true;

    /** @param onAnswer called on the heartbeat's thread after each answer */
    public Heartbeat(Target target, ConnectorMetrics metrics, LongSupplier nanoClock, Runnable onAnswer) {
        this.target = target;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
        this.onAnswer = onAnswer;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread worker = new Thread(task, "heartbeat");
            worker.setDaemon(true);
            return worker;
        });
    }

    /** @param interval from one heartbeat's end to the next; none at all where it is zero */
    public Heartbeat every(Duration interval) {
        if (!interval.isZero()) {
            var unused = thread.scheduleWithFixedDelay(
                    this::beat, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        }
        return this;
    }

    /** One heartbeat. Never throws: it would be the last. */
    void beat() {
        long start = nanoClock.getAsLong();
        try {
            target.ping();
        } catch (TargetException failure) {
            failed(failure.code());
            return;
        } catch (RuntimeException defect) {
            LOG.error("the heartbeat broke with {}", defect.getClass().getName());
            failed(DEFECT);
            return;
        }
        metrics.heartbeatAnswered(Duration.ofNanos(nanoClock.getAsLong() - start));
        if (!answered) {
            LOG.info("the target answers heartbeats again");
        }
        answered = true;
        onAnswer.run();
    }

    private void failed(String code) {
        metrics.heartbeatFailed(code);
        if (answered) {
            LOG.warn("the target does not answer heartbeats: {}", code);
        }
        answered = false;
    }

    /** Ends the thread; a heartbeat that is under way has a second to end. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            var unused = thread.awaitTermination(CLOSE_BUDGET.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
