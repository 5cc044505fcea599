package dev.millrace.core.testkit;

import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnTypes;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.TargetTable;
import java.util.ArrayList;
import java.util.List;

/** Tables as a configuration defines them, in short. */
public final class Definitions {
    private Definitions() {}

    /**
     * The first of the tables. Only its key refuses NULL.
     *
     * @param columns each as a configuration writes it, {@code id bigint}
     */
    public static DefinedTable table(String source, String name, List<String> key, String... columns) {
        List<Column> all = new ArrayList<>();
        for (String column : columns) {
            String[] parts = column.split(" ", 2);
            all.add(new Column(parts[0], ColumnTypes.parse(parts[1]).orElseThrow(), !key.contains(parts[0])));
        }
        List<Integer> indexes = key.stream()
                .map(part -> all.stream().map(Column::name).toList().indexOf(part))
                .toList();
        return new DefinedTable("tables[0]", source, key, new TargetTable(name, all, indexes), Writes.VERSION_BYTES);
    }
}
