package dev.millrace.simulator.source;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A table of the source database.
 *
 * @param schema the schema, {@code BANK}
 * @param name the name within the schema, {@code CARD_XREF}
 * @param columns at least one, in the order of the source; names are unique
 * @param key the names of the key columns, at least one
 */
public record SourceTable(String schema, String name, List<SourceColumn> columns, List<String> key) {

    /** Copies the lists; refuses an empty key, a key column that is no column, and a column name given twice. */
    public SourceTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        Set<String> names = new HashSet<>();
        for (SourceColumn column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException(name + " has two columns " + column.name());
            }
        }
        if (key.isEmpty() || !names.containsAll(key)) {
            throw new IllegalArgumentException(name + " has no column for its key " + key);
        }
    }

    /** The table's name in a change record: {@code BANK.CARD_XREF}. */
    public String objectName() {
        return schema + "." + name;
    }

    /** The table's name in the target: {@code card_xref}. */
    public String targetName() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** True where the table has a column of this name. */
    public boolean has(String column) {
        return find(column) < columns.size();
    }

    /** The column of this name; {@link IllegalArgumentException} where there is none. */
    public SourceColumn column(String column) {
        return columns.get(indexOf(column));
    }

    /** The place of a column, from 0; {@link IllegalArgumentException} where there is none. */
    public int indexOf(String column) {
        int index = find(column);
        if (index == columns.size()) {
            throw new IllegalArgumentException(name + " has no column " + column);
        }
        return index;
    }

    /** The place of a column, or the number of columns. Tables are narrow: a scan beats a map here. */
    private int find(String column) {
        int index = 0;
        while (index < columns.size() && !columns.get(index).name().equals(column)) {
            index++;
        }
        return index;
    }
}
