package dev.millrace.core.failure;

import java.util.Locale;
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
    private long openings;
    private long openUntilNanos;
    private long openSinceNanos;
    private long openBeforeNanos;

    /**
     * @param pauses between one probe and the next
     * @param onClosed called without a lock after the target came back
     */
    public Breaker(RetryPolicy pauses, RandomGenerator random, Runnable onClosed) {
        this.pauses = pauses;
        this.random = random;
        this.onClosed = onClosed;
    }

    /**
     * Whether the caller may call the target now. One that may must report how it ended.
     *
     * @param caller stands for one call, and no other
     */
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
    public void succeeded(long nowNanos) {
        synchronized (this) {
            failures = 0;
            if (reason == null) {
                return;
            }
            openBeforeNanos += nowNanos - openSinceNanos;
            reason = null;
            prober = null;
        }
        onClosed.run();
    }

    /**
     * The target did not answer. While a probe is awaited, only the prober's failure counts: others began before.
     *
     * @param code why, without data
     * @return whether it counts
     */
    public synchronized boolean failed(Object caller, String code, long nowNanos) {
        if (reason != null && prober != caller) {
            return false;
        }
        if (reason == null) {
            openSinceNanos = nowNanos;
            openings++;
        }
        reason = code;
        prober = null;
        failures++;
        openUntilNanos = nowNanos + pauses.delay(failures, random).toNanos();
        return true;
    }

    /** For how long it has been open in all, 0 and more: so much of the time nobody could get on. */
    public synchronized long openNanos(long nowNanos) {
        return openBeforeNanos + (reason == null ? 0 : nowNanos - openSinceNanos);
    }

    /** How often it has opened. */
    public synchronized long openings() {
        return openings;
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

    /** Whether anybody may call. */
    public enum State {
        CLOSED,
        OPEN,
        /** Open, and one caller finds out whether the target is back. */
        PROBING;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The breaker at one moment.
     *
     * @param reason why it is open; empty while it is closed
     * @param sinceNanos when it opened, if it is open
     */
    public record View(State state, Optional<String> reason, long sinceNanos) {}

    public synchronized View view() {
        State state = reason == null ? State.CLOSED : prober == null ? State.OPEN : State.PROBING;
        return new View(state, reason(), openSinceNanos);
    }

    /** Whether a probe is under way. */
    public synchronized boolean isProbing() {
        return prober != null;
    }
}
