package dev.millrace.core.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What lanes and the poll loop have to know of each other. Safe for all threads. */
final class EngineState {
    private final Signal progress;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicReference<Halt> halt = new AtomicReference<>();
    private final AtomicLong applied = new AtomicLong();
    private final AtomicLong heartbeats = new AtomicLong();
    private volatile boolean stopping;

    /** @param progress what the poll loop waits for */
    EngineState(Signal progress) {
        this.progress = progress;
    }

    /** Wakes the poll loop: records were settled, a call ended, or a lane needs it. */
    void progressed() {
        progress.raise();
    }

    /** Stops the engine for a reason, lanes at once; the first reason counts. */
    void fail(Throwable reason) {
        failure.compareAndSet(null, reason);
        stopping = true;
        progress.raise();
    }

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Lets lanes give up what they cannot finish; nothing more is settled. */
    void stopLanes() {
        stopping = true;
        progress.raise();
    }

    boolean isStopping() {
        return stopping;
    }

    /**
     * Stops handing out until somebody starts the connector again; the first reason counts.
     *
     * @return whether this is the first
     */
    boolean halt(Halt reason) {
        boolean first = halt.compareAndSet(null, reason);
        progress.raise();
        return first;
    }

    Optional<Halt> halted() {
        return Optional.ofNullable(halt.get());
    }

    /** The target took something: from now on what was fatal may pass. */
    void applied() {
        applied.incrementAndGet();
    }

    /** The target answered a heartbeat. */
    void heartbeatAnswered() {
        heartbeats.incrementAndGet();
    }

    /** Grows with each answered heartbeat. */
    long heartbeatCount() {
        return heartbeats.get();
    }

    /** Grows whenever the target took something. */
    long appliedCount() {
        return applied.get();
    }
}
