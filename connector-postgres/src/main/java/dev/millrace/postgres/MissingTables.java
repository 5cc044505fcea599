package dev.millrace.postgres;

import dev.millrace.core.config.ProblemCode;
import java.sql.SQLException;
import java.util.List;

/**
 * Creates what is missing, in its caller's transaction. Creators that start at once take turns: {@code IF NOT EXISTS} alone
 * fails when two of them see nothing at the same time.
 */
final class MissingTables {
    /** "millrace" in a telephone's digits; the number only has to be ours. */
    private static final long LOCK = 64_557_223L;

    private final SqlSession session;
    private final TableCatalog catalog;

    MissingTables(SqlSession session, TableCatalog catalog) {
        this.session = session;
        this.catalog = catalog;
    }

    /** Waits for the other creators; until the transaction ends. */
    void lock() throws SQLException {
        // Its answer is of a type that means nothing: not every way to the server takes it.
        session.query("SELECT true FROM pg_advisory_xact_lock(" + LOCK + ")");
    }

    /** Creates a table, and its schema before it. A refusal becomes a problem and leaves the transaction usable. */
    void create(QualifiedName table, String ddl, TableProblems problems) throws SQLException {
        // Looked up first: IF NOT EXISTS demands the right to create even where there is nothing to create.
        List<String> statements =
                catalog.schemaExists(table.schema()) ? List.of(ddl) : List.of(TableDdl.schema(table.schema()), ddl);
        Savepoint before = Savepoint.set(session);
        try {
            for (String sql : statements) {
                session.execute(sql);
            }
        } catch (SQLException refused) {
            before.rollBack();
            problems.add(
                    ProblemCode.TARGET_REFUSED,
                    "expected to create " + table.display() + ", refused with SQLSTATE " + refused.getSQLState(),
                    "grant the connector's user CREATE on the database and the schema, or create it yourself: "
                            + TableDdl.script(statements));
        }
    }
}
