package dev.millrace.postgres;

import dev.millrace.postgres.FoundTable.FoundColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the check constraints that a tombstone would violate. */
final class NullRowConstraints {
    private static final String CHECKS = """
            SELECT conname, pg_get_expr(conbin, conrelid)
            FROM pg_catalog.pg_constraint WHERE conrelid = ?::regclass AND contype = 'c' ORDER BY conname""";

    private NullRowConstraints() {}

    /** The server itself evaluates each constraint on a tombstone: NULLs in all columns but the one that marks it. */
    static List<String> refusing(Connection connection, QualifiedName table, List<FoundColumn> columns)
            throws SQLException {
        String tombstone = columns.stream()
                .map(column -> value(column) + "::" + column.type() + " AS " + Identifier.quote(column.name()))
                .collect(Collectors.joining(", "));
        List<String> refusing = new ArrayList<>();
        for (Map.Entry<String, String> check : checks(connection, table).entrySet()) {
            String sql = "SELECT (" + check.getValue() + ") IS FALSE FROM (SELECT " + tombstone + ") AS tombstone";
            // Not prepared: a question mark in the constraint is an operator, not a parameter.
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                if (rows.next() && rows.getBoolean(1)) {
                    refusing.add(check.getKey());
                }
            }
        }
        return refusing;
    }

    private static String value(FoundColumn column) {
        return column.name().equals(VersionColumns.INLINE_DELETED) ? "true" : "NULL";
    }

    private static Map<String, String> checks(Connection connection, QualifiedName table) throws SQLException {
        Map<String, String> checks = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(CHECKS)) {
            statement.setString(1, table.sql());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    checks.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return checks;
    }
}
