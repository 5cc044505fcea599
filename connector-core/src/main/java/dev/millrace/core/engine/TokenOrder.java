package dev.millrace.core.engine;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees whether a table's order has started anew at its source: then its changes come with tokens below the newest of their
 * partition though they were committed after it, every one of them is stale, and the table is frozen while it looks idle. What is
 * late or replayed was also committed earlier, and a single unit of work that took long is over with its commit, so neither counts.
 *
 * <p>Thread safety: its lane's thread reads records; the poll loop asks for {@link #regression()}.
 */
final class TokenOrder {
    private final IdentityHashMap<Assignment, Map<String, Newest>> partitions = new IdentityHashMap<>();
    /** Written by the lane after each batch, read by the poll loop. */
    private volatile Regression worst = Regression.NONE;

    /**
     * A table whose changes keep on coming behind an older one.
     *
     * @param lasts between the commits of the first and the last of them
     * @param last of the records
     */
    record Regression(String table, Duration lasts, Optional<PendingRecord> last) {
        static final Regression NONE = new Regression("", Duration.ZERO, Optional.empty());
    }

    /** The newest change of a table in a partition, and what came behind it although it was committed after it. */
    private static final class Newest {
        private ChangeVersion version;
        private Instant committed;
        private @Nullable Instant behindFrom;
        private Instant behindTo;
        private PendingRecord last;

        Newest(ChangeVersion version, Instant committed, PendingRecord record) {
            this.version = version;
            this.committed = committed;
            this.behindTo = committed;
            this.last = record;
        }

        void read(ChangeVersion next, Instant at, PendingRecord record) {
            if (next.isNewerThan(version)) {
                version = next;
                committed = at;
                behindFrom = null;
            } else if (at.isAfter(committed) && !next.hasTokenOf(version)) {
                if (behindFrom == null) {
                    behindFrom = at;
                    behindTo = at;
                }
                behindTo = at.isAfter(behindTo) ? at : behindTo;
                last = record;
            }
        }

        Duration behind() {
            return behindFrom == null ? Duration.ZERO : Duration.between(behindFrom, behindTo);
        }
    }

    /** A change was read, in its partition's order. Load rows have no place in the order of changes. */
    void read(PendingRecord record, Change change) {
        if (!change.version().hasToken()) {
            return;
        }
        Map<String, Newest> tables = partitions.computeIfAbsent(record.assignment(), any -> new HashMap<>());
        @Nullable Newest newest = tables.get(change.table());
        if (newest == null) {
            tables.put(change.table(), new Newest(change.version(), change.commitTime(), record));
        } else {
            newest.read(change.version(), change.commitTime(), record);
        }
    }

    /** Forgets partitions that went away, and says what is worst now. */
    void endOfBatch() {
        partitions.keySet().removeIf(assignment -> !assignment.isActive());
        Regression found = Regression.NONE;
        for (Map<String, Newest> tables : partitions.values()) {
            for (Map.Entry<String, Newest> table : tables.entrySet()) {
                Newest newest = table.getValue();
                if (newest.behindFrom != null && newest.behind().compareTo(found.lasts()) > 0) {
                    found = new Regression(table.getKey(), newest.behind(), Optional.of(newest.last));
                }
            }
        }
        worst = found;
    }

    /** The table that has been behind for the longest. */
    Regression regression() {
        return worst;
    }
}
