package dev.millrace.keyspaces;

import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnType;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.TargetTable;
import java.util.ArrayList;
import java.util.List;

/** A target table as the connector writes it. Immutable. */
final class MappedTable {
    private final String keyspace;
    private final DefinedTable defined;
    private final List<Mapped> columns;
    private final List<Integer> partitionIndexes;
    private final List<Integer> clusteringIndexes;
    private final List<Integer> valueIndexes = new ArrayList<>();

    /** One column of the source's. */
    record Mapped(String name, ColumnType holds, CqlType type) {}

    /** @param partitionKey names of those of the key's columns that say where a row is kept; at least one */
    MappedTable(String keyspace, DefinedTable defined, List<String> partitionKey) {
        this.keyspace = keyspace;
        this.defined = defined;
        List<Column> all = defined.table().columns();
        this.columns = all.stream()
                .map(column -> new Mapped(column.name(), column.type(), CqlType.of(column.type())))
                .toList();
        List<Integer> key = defined.table().keyIndexes();
        this.partitionIndexes = partitionKey.stream().map(this::indexOf).toList();
        this.clusteringIndexes =
                key.stream().filter(index -> !partitionIndexes.contains(index)).toList();
        for (int i = 0; i < columns.size(); i++) {
            if (!key.contains(i)) {
                valueIndexes.add(i);
            }
        }
    }

    private int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no column " + column);
    }

    DefinedTable defined() {
        return defined;
    }

    TargetTable targetTable() {
        return defined.table();
    }

    String name() {
        return defined.table().name();
    }

    List<Mapped> columns() {
        return columns;
    }

    /** Of the key's columns in {@link #columns()}, in the key's order. */
    List<Integer> keyIndexes() {
        return defined.table().keyIndexes();
    }

    List<Integer> partitionIndexes() {
        return partitionIndexes;
    }

    List<Integer> clusteringIndexes() {
        return clusteringIndexes;
    }

    /** Of all columns outside the key. */
    List<Integer> valueIndexes() {
        return valueIndexes;
    }

    String cqlName() {
        return Names.cql(keyspace, name());
    }

    /** The same table with the partition key that it was found with. */
    MappedTable withPartitionKey(List<String> found) {
        return new MappedTable(keyspace, defined, found);
    }

    /** As the connector would create it. */
    TableDefinition definition() {
        List<TableDefinition.Col> all = new ArrayList<>();
        columns.forEach(column ->
                all.add(new TableDefinition.Col(column.name(), column.type().cql())));
        all.add(new TableDefinition.Col(VersionColumns.VERSION, "blob"));
        all.add(new TableDefinition.Col(VersionColumns.DELETED, "boolean"));
        return new TableDefinition(keyspace, name(), all, names(partitionIndexes), names(clusteringIndexes));
    }

    private List<String> names(List<Integer> indexes) {
        return indexes.stream().map(index -> columns.get(index).name()).toList();
    }
}
