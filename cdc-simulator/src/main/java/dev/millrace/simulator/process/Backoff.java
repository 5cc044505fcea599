package dev.millrace.simulator.process;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: twice as long each time up to a limit, with jitter. Owned by one thread. */
public final class Backoff {
    private final Duration first;
    private final Duration limit;
    private final RandomGenerator random;
    private Duration next;

    public Backoff(Duration first, Duration limit, RandomGenerator random) {
        this.first = first;
        this.limit = limit;
        this.random = random;
        this.next = first;
    }

    /** The wait before the next attempt: between half and all of what is due. */
    public Duration next() {
        Duration due = next;
        next = due.multipliedBy(2).compareTo(limit) > 0 ? limit : due.multipliedBy(2);
        return Duration.ofNanos((long) (due.toNanos() * (0.5 + random.nextDouble() / 2)));
    }

    /** After a success: the next wait is the first again. */
    public void reset() {
        next = first;
    }
}
