package dev.millrace.core.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Says when a log line about a table is due again, so that what happens to every record fills no log. For one thread. */
final class Notices {
    private static final long APART_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoClock;
    private final Map<String, Long> last = new HashMap<>();

    Notices(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Whether nothing was said about this table for a while; then something is now. */
    boolean isDue(String table) {
        long now = nanoClock.getAsLong();
        Long before = last.get(table);
        if (before != null && now - before < APART_NANOS) {
            return false;
        }
        last.put(table, now);
        return true;
    }
}
