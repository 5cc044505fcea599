package dev.millrace.cli.soak;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Reads the members' metrics five times a second and keeps the longest time without a poll: between the last polls of two
 * readings (at least the time between the readings), and between the last poll and a reading. For one thread.
 */
final class PollGaps {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final double MILLIS_PER_SECOND = 1_000;

    private final Fleet fleet;
    private final Map<Integer, Double> lastPolls = new HashMap<>();
    private double longest;

    PollGaps(Fleet fleet) {
        this.fleet = fleet;
    }

    void watch(Duration time) {
        watchUntil(() -> false, time);
    }

    /** Watches until the condition holds, at most so long. */
    void watchUntil(BooleanSupplier condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean() && end - System.nanoTime() > 0) {
            sample();
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    private void sample() {
        fleet.requireAlive();
        fleet.members().forEach((number, member) -> {
            // Before the reading: what the answer takes is no gap of the loop.
            double now = System.currentTimeMillis() / MILLIS_PER_SECOND;
            double poll = member.metrics().lastPoll();
            longest = Math.max(longest, now - poll);
            longest = Math.max(longest, poll - lastPolls.getOrDefault(number, poll));
            lastPolls.put(number, poll);
        });
    }

    Duration longest() {
        return Duration.ofMillis((long) (longest * MILLIS_PER_SECOND));
    }
}
