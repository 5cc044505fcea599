package dev.millrace.postgres;

import dev.millrace.postgres.PostgresSettings.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** SQL text that creates what is missing. */
final class TableDdl {
    private static final String INLINE_VERSION = Identifier.quote(VersionColumns.INLINE_VERSION) + " bytea";
    private static final String INLINE_DELETED =
            Identifier.quote(VersionColumns.INLINE_DELETED) + " boolean NOT NULL DEFAULT false";

    private TableDdl() {}

    static String schema(String name) {
        return "CREATE SCHEMA IF NOT EXISTS " + Identifier.quote(name);
    }

    /** To be copied into a client: every statement with its end. */
    static String script(List<String> statements) {
        return String.join("; ", statements) + ";";
    }

    static String targetTable(MappedTable table, Layout layout) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            MappedColumn column = table.columns().get(i);
            parts.add(definition(column) + (table.keyIndexes().contains(i) ? " NOT NULL" : ""));
        }
        if (layout == Layout.INLINE) {
            parts.add(INLINE_VERSION);
            parts.add(INLINE_DELETED);
        }
        return create(table.name(), parts, table);
    }

    static String inlineColumns(QualifiedName table) {
        return "ALTER TABLE " + table.sql() + " ADD COLUMN IF NOT EXISTS " + INLINE_VERSION
                + ", ADD COLUMN IF NOT EXISTS " + INLINE_DELETED;
    }

    /** All of them in one statement, which takes the table's lock once. */
    static String addColumns(QualifiedName table, List<MappedColumn> columns) {
        return "ALTER TABLE " + table.sql() + " "
                + columns.stream()
                        .map(column -> "ADD COLUMN IF NOT EXISTS " + definition(column))
                        .collect(Collectors.joining(", "));
    }

    static String versionTable(MappedTable table) {
        List<String> parts = new ArrayList<>();
        for (MappedColumn column : table.keyColumns()) {
            parts.add(definition(column) + " NOT NULL");
        }
        parts.add("version bytea NOT NULL");
        parts.add("deleted boolean NOT NULL");
        parts.add("applied_at timestamptz NOT NULL DEFAULT now()");
        return create(MappedTable.versionTableOf(table.name()), parts, table);
    }

    private static String definition(MappedColumn column) {
        String collation = column.collation().isEmpty() ? "" : " COLLATE " + column.collation();
        return column.sql() + " " + column.type().sql() + collation;
    }

    private static String create(QualifiedName name, List<String> parts, MappedTable table) {
        String key = table.keyColumns().stream().map(MappedColumn::sql).collect(Collectors.joining(", "));
        return "CREATE TABLE IF NOT EXISTS " + name.sql() + " (" + String.join(", ", parts) + ", PRIMARY KEY (" + key
                + "))";
    }
}
