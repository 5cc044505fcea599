package dev.millrace.keyspaces;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.RowWrite;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the writes of which nobody knows whether they were done. The engine sends them again; where the row then holds their very
 * version, it was they who wrote it. What is forgotten is called stale instead of applied, which harms nothing. Safe for all threads.
 */
final class UnknownOutcomes {
    private final int most;
    private final Map<Row, ChangeVersion> versions = new LinkedHashMap<>();

    private record Row(String table, RowKey key) {
        static Row of(RowWrite write) {
            return new Row(write.table().name(), write.key());
        }
    }

    /** @param most that are remembered; the oldest give way */
    UnknownOutcomes(int most) {
        this.most = most;
    }

    synchronized void remember(RowWrite write) {
        if (versions.size() >= most && !versions.containsKey(Row.of(write))) {
            versions.remove(versions.keySet().iterator().next());
        }
        versions.put(Row.of(write), write.version());
    }

    synchronized boolean contains(RowWrite write) {
        ChangeVersion remembered = versions.get(Row.of(write));
        return remembered != null && remembered.equals(write.version());
    }

    synchronized void forget(RowWrite write) {
        if (!versions.isEmpty()) {
            versions.remove(Row.of(write));
        }
    }
}
