package dev.millrace.bench.postgres;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.RowWrite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The newest write of each row, of writes in the order of their changes. For one thread. */
final class NewestRows {
    private final Map<RowKey, RowWrite> newest = new LinkedHashMap<>();

    static List<RowWrite> of(List<RowWrite> writes) {
        NewestRows rows = new NewestRows();
        writes.forEach(rows::add);
        return rows.take();
    }

    void add(RowWrite write) {
        newest.put(write.key(), write);
    }

    /** All of them, and begins anew. */
    List<RowWrite> take() {
        List<RowWrite> rows = List.copyOf(newest.values());
        newest.clear();
        return rows;
    }
}
