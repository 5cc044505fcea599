package dev.millrace.keyspaces;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The CQL of one table's statements, and in which order their markers take a row. Immutable. */
final class TableStatements {
    private final MappedTable table;
    private final String where;

    TableStatements(MappedTable table) {
        this.table = table;
        this.where = " WHERE "
                + table.keyIndexes().stream()
                        .map(index -> column(index) + " = ?")
                        .collect(Collectors.joining(" AND "));
    }

    private String column(int index) {
        return Names.cql(table.columns().get(index).name());
    }

    String cql(Statement statement) {
        return switch (statement) {
            case INSERT -> insert();
            case UPDATE -> update() + " IF " + VersionColumns.VERSION + " < ?";
            case ADOPT -> update() + " IF " + VersionColumns.VERSION + " = null";
        };
    }

    private String insert() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            names.add(column(i));
        }
        names.add(VersionColumns.VERSION);
        names.add(VersionColumns.DELETED);
        String markers = names.stream().map(name -> "?").collect(Collectors.joining(", "));
        return "INSERT INTO " + table.cqlName() + " (" + String.join(", ", names) + ") VALUES (" + markers
                + ") IF NOT EXISTS";
    }

    private String update() {
        List<String> sets = new ArrayList<>();
        table.valueIndexes().forEach(index -> sets.add(column(index) + " = ?"));
        sets.add(VersionColumns.VERSION + " = ?");
        sets.add(VersionColumns.DELETED + " = ?");
        return "UPDATE " + table.cqlName() + " SET " + String.join(", ", sets) + where;
    }

    /** The columns that the markers take, the version's and the flag behind those of {@link #before}. */
    List<Integer> before(Statement statement) {
        if (statement != Statement.INSERT) {
            return table.valueIndexes();
        }
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            all.add(i);
        }
        return all;
    }

    /** The columns that the markers behind those take. */
    List<Integer> after(Statement statement) {
        return statement == Statement.INSERT ? List.of() : table.keyIndexes();
    }

    /** The version that one row holds. */
    String held() {
        return "SELECT " + VersionColumns.VERSION + " FROM " + table.cqlName() + where;
    }

    /** Some row: whether the table is there, has its columns and may be read. */
    String any() {
        String columns =
                table.columns().stream().map(column -> Names.cql(column.name())).collect(Collectors.joining(", "));
        return "SELECT " + VersionColumns.VERSION + ", " + VersionColumns.DELETED + ", " + columns + " FROM "
                + table.cqlName() + " LIMIT 1";
    }
}
