package dev.millrace.postgres;

import dev.millrace.core.config.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;

/**
 * Creates what is missing, in its caller's transaction. Creators that start at once take turns: {@code IF NOT EXISTS} alone
 * fails when two of them see nothing at the same time.
 */
final class MissingTables {
    /** "millrace" in a telephone's digits; the number only has to be ours. */
    private static final long LOCK = 64_557_223L;

    private final Connection connection;
    private final TableCatalog catalog;

    MissingTables(Connection connection, TableCatalog catalog) {
        this.connection = connection;
        this.catalog = catalog;
    }

    /** Waits for the other creators; until the transaction ends. */
    void lock() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
        }
    }

    /** Creates a table, and its schema before it. A refusal becomes a problem and leaves the transaction usable. */
    void create(QualifiedName table, String ddl, TableProblems problems) throws SQLException {
        // Looked up first: IF NOT EXISTS demands the right to create even where there is nothing to create.
        List<String> statements =
                catalog.schemaExists(table.schema()) ? List.of(ddl) : List.of(TableDdl.schema(table.schema()), ddl);
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException refused) {
            connection.rollback(before);
            problems.add(
                    ProblemCode.TARGET_REFUSED,
                    "expected to create " + table.display() + ", refused with SQLSTATE " + refused.getSQLState(),
                    "grant the connector's user CREATE on the database and the schema, or create it yourself: "
                            + TableDdl.script(statements));
        }
    }
}
