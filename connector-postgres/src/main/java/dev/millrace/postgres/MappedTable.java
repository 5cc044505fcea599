package dev.millrace.postgres;

import dev.millrace.core.target.Column;
import dev.millrace.core.target.TargetTable;
import java.util.List;
import java.util.Set;

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

    TargetTable toTargetTable() {
        return new TargetTable(
                name.display(),
                columns.stream()
                        .map(column -> new Column(column.name(), column.type().holds(), column.nullable()))
                        .toList(),
                keyIndexes,
                ignored);
    }

    static QualifiedName versionTableOf(QualifiedName target) {
        return new QualifiedName(VERSION_SCHEMA, target.display());
    }
}
