package dev.millrace.core.failure;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a write is tried again: twice as long each time up to a limit, then a random half of it less, so
 * that lanes do not come back in step ("equal jitter").
 *
 * @param first delay of the first retry
 * @param limit of every delay
 */
public record RetryPolicy(Duration first, Duration limit) {
    private static final int MAX_DOUBLINGS = 30;

    /** @param attempt 1 for the first retry */
    public Duration delay(int attempt, RandomGenerator random) {
        long doubled = first.toNanos() << Math.min(attempt - 1, MAX_DOUBLINGS);
        long full = doubled <= 0 ? limit.toNanos() : Math.min(doubled, limit.toNanos());
        return Duration.ofNanos(full / 2 + random.nextLong(full / 2 + 1));
    }
}
