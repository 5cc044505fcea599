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

    void add(RowTask task) {
        tables.computeIfAbsent(task.write().table(), table -> new HashMap<>())
                .merge(task.write().key(), task, RowTask::merge);
    }

    /** The newest write of each row. */
    List<RowTask> survivors() {
        List<RowTask> survivors = new ArrayList<>();
        tables.values().forEach(rows -> survivors.addAll(rows.values()));
        return survivors;
    }
}
