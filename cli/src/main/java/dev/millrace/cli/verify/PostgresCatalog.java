package dev.millrace.cli.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What PostgreSQL's catalog says about a schema: its tables and views, and their columns. */
final class PostgresCatalog {
    private static final String QUERY = """
            SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
            ORDER BY c.relname, a.attnum
            """;

    private PostgresCatalog() {}

    /** Types by column by table, types as PostgreSQL spells them. */
    static Map<String, Map<String, String>> read(Connection connection, String schema) throws SQLException {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, schema);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    Map<String, String> columns =
                            tables.computeIfAbsent(found.getString(1), name -> new LinkedHashMap<>());
                    String column = found.getString(2);
                    // A table may have no column at all.
                    if (column != null) {
                        columns.put(column, found.getString(3));
                    }
                }
            }
        }
        return tables;
    }
}
