package dev.millrace.core.failure;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps callers away from a target that is gone: after a failure nobody calls for a while, then one caller probes, and only its
 * success lets the others in again. Safe for all threads.
 */
public final class Breaker {
    private final RetryPolicy pauses;
    private final RandomGenerator random;
    private final Runnable onClosed;
    private @Nullable String reason;
    private @Nullable Object prober;
    private int failures;
    private long openUntilNanos;

    /**
     * @param pauses between one probe and the next
     * @param onClosed called without a lock after the target came back
     */
    public Breaker(RetryPolicy pauses, RandomGenerator random, Runnable onClosed) {
        this.pauses = pauses;
        this.random = random;
        this.onClosed = onClosed;
    }

    /** Whether the caller may call the target now. One that may must report how it ended. */
    public synchronized boolean mayCall(Object caller, long nowNanos) {
        if (reason == null) {
            return true;
        }
        if (prober != null || nowNanos - openUntilNanos < 0) {
            return false;
        }
        prober = caller;
        return true;
    }

    /** The target answered. */
    public void succeeded() {
        synchronized (this) {
            failures = 0;
            if (reason == null) {
                return;
            }
            reason = null;
            prober = null;
        }
        onClosed.run();
    }

    /**
     * The target did not answer. While a probe is awaited, only the prober's failure counts: others began before.
     *
     * @param code why, without data
     */
    public synchronized void failed(Object caller, String code, long nowNanos) {
        if (reason != null && prober != caller) {
            return;
        }
        reason = code;
        prober = null;
        failures++;
        openUntilNanos = nowNanos + pauses.delay(failures, random).toNanos();
    }

    /** Why nobody may call; empty while everybody may. */
    public synchronized Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** How long until somebody may probe, 0 and more; without end while a probe is under way. */
    public synchronized long waitNanos(long nowNanos) {
        if (reason == null) {
            return 0;
        }
        return prober == null ? Math.max(0, openUntilNanos - nowNanos) : Long.MAX_VALUE;
    }

    /** Whether a probe is under way. */
    public synchronized boolean isProbing() {
        return prober != null;
    }
}
