package dev.millrace.core.engine;

import java.time.Duration;
import java.util.function.LongSupplier;

/** What is left of a budget of time that has begun to run. For one thread. */
final class Countdown {
    private final LongSupplier nanoClock;
    private final long startNanos;
    private final Duration budget;

    /** Begins now. */
    Countdown(LongSupplier nanoClock, Duration budget) {
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
        this.budget = budget;
    }

    /** Zero when the time is over. */
    Duration left() {
        Duration left = budget.minusNanos(nanoClock.getAsLong() - startNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    boolean isOver() {
        return left().isZero();
    }

    /** What is left, but not more than {@code longest}. */
    Duration leftAtMost(Duration longest) {
        Duration left = left();
        return left.compareTo(longest) < 0 ? left : longest;
    }
}
