package dev.millrace.core.engine;

import dev.millrace.core.failure.RetryPolicy;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a lane rests while the schema of its next record cannot be had. For the lane's thread. */
final class SchemaWait {
    private final RetryPolicy policy;
    private final RandomGenerator random;
    private int attempts;
    private long untilNanos;

    SchemaWait(RetryPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
    }

    /** The record could not be read. */
    void failed(PendingRecord record, long nowNanos) {
        attempts++;
        untilNanos = nowNanos + policy.delay(attempts, random).toNanos();
        record.assignment().waitForSchema(true);
    }

    /** The record was read. */
    void passed(PendingRecord record) {
        if (attempts > 0) {
            attempts = 0;
            record.assignment().waitForSchema(false);
        }
    }

    /** Whether the lane may read now. */
    boolean isOver(long nowNanos) {
        return attempts == 0 || nowNanos - untilNanos >= 0;
    }

    /** How long nothing is to be done. */
    Duration idleTime(Duration longest, long nowNanos) {
        return attempts == 0
                ? longest
                : Duration.ofNanos(Math.max(0, Math.min(longest.toNanos(), untilNanos - nowNanos)));
    }
}
