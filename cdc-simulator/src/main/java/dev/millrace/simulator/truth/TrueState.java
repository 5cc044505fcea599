package dev.millrace.simulator.truth;

import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows that the source holds: all changes applied in the order of its log. What every target must end in. Owned by one
 * thread.
 */
public final class TrueState {
    private final Map<String, SourceTable> tables = new LinkedHashMap<>();
    private final Map<String, Map<RowKey, SourceRow>> rows = new LinkedHashMap<>();

    /** An empty state of these tables. */
    public TrueState(Collection<SourceTable> tables) {
        for (SourceTable table : tables) {
            this.tables.put(table.objectName(), table);
            rows.put(table.objectName(), new LinkedHashMap<>());
        }
    }

    /**
     * Applies the next change of the source. {@link IllegalStateException} where the source contradicts itself: an insert
     * of a row that is there, an update or delete whose before image is not what is there.
     */
    public void apply(RowChange change) {
        SourceRow row = change.row();
        Map<RowKey, SourceRow> held = rowsByKey(row.table());
        RowKey key = row.key();
        RowKey oldKey = change.before().map(SourceRow::key).orElse(key);
        if (!oldKey.equals(key) && held.containsKey(key)) {
            throw new IllegalStateException(
                    change.operation() + " of " + row.table().name() + ": another row has its new key");
        }
        @Nullable
        SourceRow replaced =
                oldKey.equals(key) && change.after().isPresent() ? held.put(key, row) : held.remove(oldKey);
        if (!oldKey.equals(key)) {
            held.put(key, row);
        }
        if (!Optional.ofNullable(replaced).equals(change.before())) {
            throw new IllegalStateException(change.operation() + " of "
                    + row.table().name() + (replaced == null ? ": no such row" : ": another row is there"));
        }
    }

    /** The row of this key. */
    public Optional<SourceRow> find(SourceTable table, RowKey key) {
        return Optional.ofNullable(rowsByKey(table).get(key));
    }

    /** The row of this key; {@link IllegalStateException} where there is none. */
    public SourceRow get(SourceTable table, RowKey key) {
        return find(table, key).orElseThrow(() -> new IllegalStateException("no such row in " + table.name()));
    }

    /** True where the table holds this key. */
    public boolean contains(SourceTable table, RowKey key) {
        return rowsByKey(table).containsKey(key);
    }

    /** The tables, in the order in which they were given. */
    public List<SourceTable> tables() {
        return new ArrayList<>(tables.values());
    }

    /** The rows of a table: a view that the next change makes invalid. */
    public Collection<SourceRow> rows(SourceTable table) {
        return Collections.unmodifiableCollection(rowsByKey(table).values());
    }

    /** How many rows a table holds. */
    public int size(SourceTable table) {
        return rowsByKey(table).size();
    }

    /** How many rows all tables hold. */
    public long size() {
        return rows.values().stream().mapToLong(Map::size).sum();
    }

    private Map<RowKey, SourceRow> rowsByKey(SourceTable table) {
        @Nullable Map<RowKey, SourceRow> held = rows.get(table.objectName());
        if (held == null) {
            throw new IllegalArgumentException("no table " + table.objectName());
        }
        return held;
    }
}
