package dev.millrace.cli.verify;

import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.stack.StackFile;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** PostgreSQL: the schema {@code public} in one snapshot, by plain SQL. */
final class PostgresReader implements TargetReader {
    private static final String SCHEMA = "public";
    private static final int FETCH_ROWS = 5_000;

    private final String jdbcUrl;
    private final Connection connection;
    private final Map<String, Map<String, String>> shapes;

    private PostgresReader(String jdbcUrl, Connection connection) throws SQLException {
        this.jdbcUrl = jdbcUrl;
        this.connection = connection;
        // A cursor instead of the whole table in memory needs a transaction.
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        this.shapes = PostgresCatalog.read(connection, SCHEMA);
    }

    static PostgresReader open(StackFile.Postgres server) {
        try {
            return new PostgresReader(
                    server.jdbcUrl(), DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password()));
        } catch (SQLException failure) {
            throw unreachable(server.jdbcUrl(), failure);
        }
    }

    @Override
    public Map<String, Map<String, String>> shapes() {
        return shapes;
    }

    @Override
    public Map<String, String> shape(SourceTable table) {
        Map<String, String> types = new LinkedHashMap<>();
        table.columns().forEach(column -> types.put(column.targetName(), type(column.kind())));
        return types;
    }

    /** The type of the column in PostgreSQL's own words. */
    private static String type(ColumnKind kind) {
        if (kind instanceof ColumnKind.Decimal number) {
            return "numeric(" + number.digits() + "," + number.scale() + ")";
        }
        return "character varying(" + ((ColumnKind.Text) kind).length() + ")";
    }

    @Override
    public void read(SourceTable table, Consumer<Map<String, StoredValue>> each) {
        Map<String, String> there = shapes.getOrDefault(table.targetName(), Map.of());
        List<String> columns = table.columns().stream()
                .map(SourceColumn::targetName)
                .filter(there::containsKey)
                .toList();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet found = statement.executeQuery(query(table, columns))) {
                while (found.next()) {
                    each.accept(row(found, columns));
                }
            }
        } catch (SQLException failure) {
            throw unreachable(jdbcUrl, failure);
        }
    }

    /** The columns as text, so that no driver has its own idea of a value. */
    private static String query(SourceTable table, List<String> columns) {
        return "SELECT "
                + columns.stream().map(column -> quoted(column) + "::text").collect(Collectors.joining(", "))
                + " FROM " + SCHEMA + "." + quoted(table.targetName());
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static Map<String, StoredValue> row(ResultSet found, List<String> columns) throws SQLException {
        Map<String, StoredValue> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String text = found.getString(i + 1);
            if (text != null) {
                row.put(columns.get(i), StoredValue.of(text));
            }
        }
        return row;
    }

    /** Numbers plain and with their scale: PostgreSQL's text of {@code numeric(n,s)}. */
    @Override
    public Map<String, StoredValue> expected(SourceRow row) {
        return StoredValue.plain(row);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw unreachable(jdbcUrl, failure);
        }
    }

    private static CommandFailure unreachable(String jdbcUrl, SQLException failure) {
        return new CommandFailure(
                ExitCode.UNREACHABLE,
                "PostgreSQL at " + jdbcUrl + " cannot be read (" + failure.getSQLState() + ")",
                "check that the demo still runs");
    }
}
