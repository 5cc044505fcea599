package dev.millrace.core.engine;

import dev.millrace.core.change.RowKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of which a write is in flight or comes again. Each blocks its own newer writes, which wait here, coalesced, and nothing else:
 * so no row is in flight twice in one lane, and its writes go out in their order. For one lane's thread.
 */
final class HeldRows {
    /** By the table's name: while a write waits, its table may get more columns. */
    private final Map<String, Map<RowKey, Held>> tables = new HashMap<>();

    private int count;

    private static final class Held {
        private @Nullable RowTask newer;
        private boolean aside;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** From now on newer writes of the row wait; a row that is held stays held. */
    void hold(RowTask task) {
        var unused = held(task);
    }

    private Held held(RowTask task) {
        Map<RowKey, Held> rows = rows(task);
        @Nullable Held row = rows.get(task.write().key());
        if (row == null) {
            row = new Held();
            rows.put(task.write().key(), row);
            count++;
        }
        return row;
    }

    private Map<RowKey, Held> rows(RowTask task) {
        return tables.computeIfAbsent(task.write().table().name(), any -> new HashMap<>());
    }

    /** The row waits for others: its records, and those of newer writes, keep the pipeline busy no longer. */
    void setAside(RowTask task) {
        Held row = held(task);
        row.aside = true;
        task.setAside();
        if (row.newer != null) {
            row.newer.setAside();
        }
    }

    /** Lets newer writes wait for the rows that are held, and gives the others back. */
    List<RowTask> joinedBy(List<RowTask> rows) {
        List<RowTask> free = new ArrayList<>(rows.size());
        for (RowTask task : rows) {
            @Nullable Held row = rows(task).get(task.write().key());
            if (row == null) {
                free.add(task);
                continue;
            }
            row.newer = row.newer == null ? task : row.newer.mergeChain(task);
            if (row.aside) {
                task.setAside();
            }
        }
        return free;
    }

    /**
     * The write with those that have waited for it, for it goes out again. The row stays held.
     *
     * @return the one in front
     */
    RowTask withNewer(RowTask task) {
        @Nullable Held row = rows(task).get(task.write().key());
        if (row == null || row.newer == null) {
            return task;
        }
        RowTask front = task.mergeChain(row.newer);
        row.newer = null;
        return front;
    }

    /**
     * The write is done with.
     *
     * @return the newest of those that have waited for it, which is to go out now: for it the row stays held
     */
    @Nullable
    RowTask next(RowTask task) {
        @Nullable Held row = rows(task).get(task.write().key());
        if (row == null) {
            return null;
        }
        @Nullable RowTask newer = row.newer;
        row.newer = null;
        row.aside = false;
        if (newer == null) {
            release(task);
        }
        return newer;
    }

    /** Nothing of the row is left. */
    void release(RowTask task) {
        if (rows(task).remove(task.write().key()) != null) {
            count--;
        }
    }
}
