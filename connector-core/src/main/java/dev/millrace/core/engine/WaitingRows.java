package dev.millrace.core.engine;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.failure.RetryPolicy;
import dev.millrace.core.target.TargetTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Rows that the target refuses until other rows have changed. Each blocks its own newer writes, which join it, and nothing
 * else. For one lane's thread.
 */
final class WaitingRows {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final IdentityHashMap<TargetTable, Map<RowKey, RowTask>> tables = new IdentityHashMap<>();
    private int count;
    private int attempt;
    private long appliedAtAttempt = -1;
    private long dueNanos;

    boolean isEmpty() {
        return count == 0;
    }

    void add(RowTask task) {
        task.setAside();
        @Nullable RowTask former = rows(task.write().table()).put(task.write().key(), task);
        if (former != null) {
            throw new IllegalStateException("two writes of one row wait: " + task.write());
        }
        count++;
    }

    private Map<RowKey, RowTask> rows(TargetTable table) {
        return tables.computeIfAbsent(table, any -> new HashMap<>());
    }

    /** Lets newer writes join the rows that wait, and gives the others back. */
    List<RowTask> joinedBy(List<RowTask> rows) {
        List<RowTask> free = new ArrayList<>(rows.size());
        for (RowTask task : rows) {
            Map<RowKey, RowTask> waiting = rows(task.write().table());
            @Nullable RowTask front = waiting.get(task.write().key());
            if (front == null) {
                free.add(task);
            } else {
                task.setAside();
                waiting.put(task.write().key(), front.mergeChain(task));
            }
        }
        return free;
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
        return count > 0 && nowNanos - dueNanos >= 0;
    }

    long dueNanos() {
        return dueNanos;
    }

    /** Takes the rows out for their next attempt: each by itself, since one that still waits fails a batch as a whole. */
    List<List<RowTask>> takeAll() {
        List<List<RowTask>> all = new ArrayList<>();
        tables.values().forEach(rows -> rows.values().forEach(task -> all.add(List.of(task))));
        tables.clear();
        count = 0;
        return all;
    }
}
