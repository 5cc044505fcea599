package dev.millrace.core.target;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts how often what answers may have become another server, or another table: one that was restored does not hold what the one
 * before has acknowledged. Whatever makes calls or watches connections reports here; {@link KeyedProgress} looks. Safe for all threads.
 */
public final class Continuity {
    private final AtomicLong breaks = new AtomicLong();

    /**
     * The server, or a table, was found gone. To be told before whoever asked learns of it, and before a call is made that what comes
     * after it may answer.
     */
    public void broken() {
        breaks.incrementAndGet();
    }

    long breaks() {
        return breaks.get();
    }
}
