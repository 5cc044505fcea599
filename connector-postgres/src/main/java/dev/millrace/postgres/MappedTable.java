package dev.millrace.postgres;

import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnRules;
import dev.millrace.core.target.TargetTable;
import dev.millrace.postgres.FoundTable.FoundColumn;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A target table as the connector writes it.
 *
 * @param keyIndexes of the key's columns in {@code columns}, in the key's order
 * @param ignored names of the source's columns that no column takes
 */
record MappedTable(QualifiedName name, List<MappedColumn> columns, List<Integer> keyIndexes, Set<String> ignored) {
    private static final String VERSION_SCHEMA = "millrace";

    List<MappedColumn> keyColumns() {
        return keyIndexes.stream().map(columns::get).toList();
    }

    /** Names of the columns that are not its own. */
    Set<String> others(FoundTable found) {
        Set<String> own = columns.stream().map(MappedColumn::name).collect(Collectors.toSet());
        return found.columns().stream()
                .map(FoundColumn::name)
                .filter(column -> !own.contains(column))
                .collect(Collectors.toSet());
    }

    /** The same table with further columns behind the others. */
    MappedTable with(List<MappedColumn> further) {
        return new MappedTable(
                name, Stream.concat(columns.stream(), further.stream()).toList(), keyIndexes, ignored);
    }

    TargetTable toTargetTable(ColumnRules rules) {
        return new TargetTable(
                name.display(),
                columns.stream()
                        .map(column -> new Column(column.name(), column.type().holds(), column.nullable()))
                        .toList(),
                keyIndexes,
                rules);
    }

    static QualifiedName versionTableOf(QualifiedName target) {
        return new QualifiedName(VERSION_SCHEMA, target.display());
    }
}
