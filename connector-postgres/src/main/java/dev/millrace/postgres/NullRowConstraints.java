package dev.millrace.postgres;

import dev.millrace.postgres.FoundTable.FoundColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the check constraints and domains that a tombstone would violate. */
final class NullRowConstraints {
    private static final String CHECKS = """
            SELECT conname::text, pg_get_expr(conbin, conrelid)
            FROM pg_catalog.pg_constraint WHERE conrelid = ?::regclass AND contype = 'c' ORDER BY conname""";

    private static final String DOMAINS = """
            SELECT a.attname::text, format_type(a.atttypid, a.atttypmod)
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped AND t.typtype = 'd'
            ORDER BY a.attnum""";

    private NullRowConstraints() {}

    /** The columns whose domain has no NULL: the server itself is asked for one. */
    static List<String> refusingDomains(SqlSession session, QualifiedName table) throws SQLException {
        List<String> refusing = new ArrayList<>();
        for (Map.Entry<String, String> column : texts(session, DOMAINS, table).entrySet()) {
            Savepoint before = Savepoint.set(session);
            try {
                // As text: its own type may be one that not every way to the server answers with.
                session.query("SELECT CAST(NULL::" + column.getValue() + " AS text)");
                before.release();
            } catch (SQLException error) {
                if (!SqlStateClassifier.isConstraint(error)) {
                    throw error;
                }
                before.rollBack();
                refusing.add(column.getKey());
            }
        }
        return refusing;
    }

    /** The server itself evaluates each constraint on a tombstone: NULLs in all columns but the one that marks it. */
    static List<String> refusing(SqlSession session, QualifiedName table, List<FoundColumn> columns)
            throws SQLException {
        String tombstone = columns.stream()
                .map(column -> value(column) + "::" + column.type() + " AS " + Identifier.quote(column.name()))
                .collect(Collectors.joining(", "));
        List<String> refusing = new ArrayList<>();
        for (Map.Entry<String, String> check : texts(session, CHECKS, table).entrySet()) {
            String sql = "SELECT (" + check.getValue() + ") IS FALSE FROM (SELECT " + tombstone + ") AS tombstone";
            // Not prepared: a question mark in the constraint is an operator, not a parameter.
            SqlRow answer = session.query(sql).get(0);
            if (!answer.isNull(1) && answer.flag(1)) {
                refusing.add(check.getKey());
            }
        }
        return refusing;
    }

    private static String value(FoundColumn column) {
        return column.name().equals(VersionColumns.INLINE_DELETED) ? "true" : "NULL";
    }

    /** Two texts of each row: the first in order, with the second of it. */
    private static Map<String, String> texts(SqlSession session, String sql, QualifiedName table) throws SQLException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (SqlRow row : session.query(sql, List.of(new Parameter.Text(table.sql())))) {
            texts.put(row.text(1), row.text(2));
        }
        return texts;
    }
}
