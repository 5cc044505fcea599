package dev.millrace.keyspaces;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as the connector would create it.
 *
 * @param partitionKey names of the columns that say where a row is kept; at least one
 * @param clustering names of the key's other columns, in their order
 */
record TableDefinition(
        String keyspace, String name, List<Col> columns, List<String> partitionKey, List<String> clustering) {
    TableDefinition {
        columns = List.copyOf(columns);
        partitionKey = List.copyOf(partitionKey);
        clustering = List.copyOf(clustering);
    }

    /** @param type as CQL writes it */
    record Col(String name, String type) {}

    String cql() {
        List<String> parts = new ArrayList<>();
        columns.forEach(column -> parts.add(Names.cql(column.name()) + " " + column.type()));
        List<String> key = new ArrayList<>();
        key.add(partitionKey.stream().map(Names::cql).collect(Collectors.joining(", ", "(", ")")));
        clustering.forEach(column -> key.add(Names.cql(column)));
        parts.add("PRIMARY KEY (" + String.join(", ", key) + ")");
        return "CREATE TABLE IF NOT EXISTS " + Names.cql(keyspace, name) + " (" + String.join(", ", parts) + ")";
    }

    String display() {
        return keyspace + "." + name;
    }

    boolean isKey(String column) {
        return partitionKey.contains(column) || clustering.contains(column);
    }
}
