package dev.millrace.core.target;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts how often what answers may have become another server, or another table: one that was restored does not hold what the one
 * before has acknowledged. Whatever makes calls or watches connections reports here, before anybody learns of the answer; {@link
 * KeyedProgress} looks. Safe for all threads.
 *
 * <p>A table that is gone is told at every attempt at it, for as long as it is gone. That is one break: were it one for each attempt, the
 * partitions of all the other tables would start over for ever. So of a table only the changes count, from there to gone and back.
 */
public final class Continuity {
    private final AtomicLong breaks = new AtomicLong();
    /** Tables that are known to be gone: another set with each change, made under the lock, so that a look takes none. */
    private volatile Set<String> gone = Set.of();

    /**
     * The whole store may be another: nobody listened, the last connection has closed. To be told before whoever asked learns of it, and
     * before a call is made that what comes after it may answer.
     */
    public void broken() {
        breaks.incrementAndGet();
    }

    /** The table was found gone. A break, unless it is known to be gone. To be told when {@link #broken} would be. */
    public void lost(String table) {
        if (!gone.contains(table)) {
            change(table, true);
        }
    }

    /**
     * A statement on the table was answered, whatever the answer. A break where it was known to be gone: whoever put it back may have put
     * back an older state. To be told before whoever asked learns of the answer. An answer of the former table that comes late counts
     * as well; there are no more of these than calls were in flight.
     */
    public void found(String table) {
        if (gone.contains(table)) {
            change(table, false);
        }
    }

    private synchronized void change(String table, boolean isGone) {
        Set<String> next = new HashSet<>(gone);
        if (isGone ? next.add(table) : next.remove(table)) {
            // The break first: whoever sees the table's new state sees that the session has ended.
            broken();
            gone = Set.copyOf(next);
        }
    }

    long breaks() {
        return breaks.get();
    }
}
