package dev.millrace.core.engine;

import dev.millrace.core.failure.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Rows that the target refuses until other rows have changed. Meanwhile they are held. For one lane's thread. */
final class WaitingRows {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final HeldRows held;
    private final List<RowTask> rows = new ArrayList<>();
    private int attempt;
    private long appliedAtAttempt = -1;
    private long dueNanos;

    WaitingRows(HeldRows held) {
        this.held = held;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void add(RowTask task) {
        held.setAside(task);
        rows.add(task);
    }

    /**
     * Sets the time of the next attempt: soon where other work has landed since the last.
     *
     * @param applied grows with each write that the target took
     */
    void retryAfter(long nowNanos, long applied, RetryPolicy policy, RandomGenerator random) {
        attempt = applied == appliedAtAttempt ? attempt + 1 : 1;
        appliedAtAttempt = applied;
        long delay = policy.delay(attempt, random).toNanos();
        dueNanos = nowNanos + Math.min(delay, LONGEST_PAUSE.toNanos());
    }

    boolean isDue(long nowNanos) {
        return !rows.isEmpty() && nowNanos - dueNanos >= 0;
    }

    long dueNanos() {
        return dueNanos;
    }

    /** Takes the rows out for their next attempt: each by itself, since one that still waits fails a batch as a whole. */
    List<RowTask> takeAll() {
        List<RowTask> all = List.copyOf(rows);
        rows.clear();
        return all;
    }
}
