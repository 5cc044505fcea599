package dev.millrace.core.engine;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.TargetTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Keeps, for each row of a batch, the newest write in front of the ones that it replaces. For its lane's thread. */
final class Coalescer {
    private final IdentityHashMap<TargetTable, Map<RowKey, RowTask>> tables = new IdentityHashMap<>();
    private final List<RowTask> ties = new ArrayList<>();

    void add(RowTask task) {
        tables.computeIfAbsent(task.write().table(), table -> new HashMap<>())
                .merge(task.write().key(), task, this::merge);
    }

    private RowTask merge(RowTask earlier, RowTask later) {
        if (earlier.isTiedWith(later)) {
            ties.add(later);
        }
        return earlier.merge(later);
    }

    /** The later ones of two writes of a row that only their places in Kafka put in order. */
    List<RowTask> ties() {
        return ties;
    }

    /** The newest write of each row. */
    List<RowTask> survivors() {
        List<RowTask> survivors = new ArrayList<>();
        tables.values().forEach(rows -> survivors.addAll(rows.values()));
        return survivors;
    }
}
