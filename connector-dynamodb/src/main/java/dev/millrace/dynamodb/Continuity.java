package dev.millrace.dynamodb;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts how often what answers may have become another server, or another table: one that was restored does not hold what the one
 * before has acknowledged. All threads that make calls report here; the one that keeps the progress looks.
 */
final class Continuity {
    private final AtomicLong breaks = new AtomicLong();

    void failed(Fault fault) {
        if (fault.mayBeSetBack()) {
            breaks.incrementAndGet();
        }
    }

    long breaks() {
        return breaks.get();
    }
}
