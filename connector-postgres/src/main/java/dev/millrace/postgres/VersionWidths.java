package dev.millrace.postgres;

import dev.millrace.core.config.ProblemCode;
import java.sql.SQLException;
import java.util.List;

/**
 * Whether the versions that a table holds have the width of those to come: bytes of different layouts compare to nonsense, so
 * rows would be frozen or overwritten by older ones.
 */
final class VersionWidths {
    /** A look at the table's first pages, whatever its size: a start writes one width only, so one row would do. */
    private static final int ROWS = 1_000;

    private final SqlSession session;

    VersionWidths(SqlSession session) {
        this.session = session;
    }

    void check(QualifiedName holder, String column, int expected, TableProblems problems) throws SQLException {
        String version = Identifier.quote(column);
        String sql = "SELECT DISTINCT octet_length(first.version) FROM (SELECT " + version + " AS version FROM "
                + holder.sql() + " LIMIT " + ROWS + ") AS first WHERE octet_length(first.version) <> ? ORDER BY 1";
        for (SqlRow row : session.query(sql, List.of(new Parameter.Whole(expected)))) {
            problems.add(
                    ProblemCode.VERSION_WIDTH_DIFFERS,
                    column,
                    "expected versions of " + expected + " bytes, found versions of " + row.whole(1)
                            + " bytes, which another kind of order token made",
                    "configure the kind of token that the table was written with, or empty the table with its"
                            + " versions and load it anew");
        }
    }
}
