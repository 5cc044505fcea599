package dev.millrace.keyspaces;

import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnTypes;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.TargetTable;
import dev.millrace.keyspaces.KeyspacesSettings.TableSettings;
import java.util.ArrayList;
import java.util.List;

/** Tables of the tests. */
final class Tables {
    static final String KEYSPACE = "bank";

    private Tables() {}

    /** @param columns each a name and a type */
    static DefinedTable defined(String name, List<String> key, String... columns) {
        List<Column> all = new ArrayList<>();
        for (String column : columns) {
            String[] parts = column.split(" ", 2);
            all.add(new Column(parts[0], ColumnTypes.parse(parts[1]).orElseThrow(), !key.contains(parts[0])));
        }
        List<Integer> indexes = key.stream()
                .map(part -> all.stream().map(Column::name).toList().indexOf(part))
                .toList();
        TargetTable table = new TargetTable(name, all, indexes);
        return new DefinedTable(
                "tables[0]", "S." + name.toUpperCase(java.util.Locale.ROOT), key, table, Writes.VERSION_BYTES);
    }

    static TableSettings settings(String name, List<String> key, String... columns) {
        return new TableSettings(defined(name, key, columns), List.of());
    }

    /** Partitioned by the first column of the key. */
    static MappedTable mapped(String name, List<String> key, String... columns) {
        return new MappedTable(KEYSPACE, defined(name, key, columns), key.subList(0, 1));
    }
}
