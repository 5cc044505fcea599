package dev.millrace.cli.verify;

import dev.millrace.cli.CommandFailure;
import dev.millrace.cli.ExitCode;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.truth.TruthReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares PostgreSQL with the true state of the source, both ways: every table of the schema, every column and its type,
 * every row, every value as the database itself spells it, by plain SQL over a connection of its own and in one snapshot.
 * Shares nothing with the connector.
 */
public final class Verifier {
    private static final String SCHEMA = "public";
    private static final int FETCH_ROWS = 5_000;

    private final String jdbcUrl;
    private final String user;
    private final String password;

    public Verifier(String jdbcUrl, String user, String password) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
    }

    /** @param truth a file that the simulator wrote */
    public Verification compare(Path truth) {
        Map<String, Map<List<Optional<String>>, SourceRow>> expected = new HashMap<>();
        List<SourceTable> tables;
        try (TruthReader reader = TruthReader.open(truth)) {
            tables = reader.tables();
            for (Optional<SourceRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                SourceTable table = row.get().table();
                expected.computeIfAbsent(table.targetName(), name -> new HashMap<>())
                        .put(key(table, values(row.get())), row.get());
            }
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
            // A cursor instead of the whole table in memory needs a transaction.
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Differences differences = new Differences();
            TargetTables target = TargetTables.read(connection, SCHEMA);
            Shapes.compare(tables, target, differences);
            long rows = 0;
            for (SourceTable table : tables) {
                Map<List<Optional<String>>, SourceRow> left =
                        expected.getOrDefault(table.targetName(), new HashMap<>());
                if (target.has(table.targetName())) {
                    rows += compare(connection, query(table, target), table, left, differences);
                }
                left.values().forEach(missing -> differences.add(place(missing) + ": missing in the target"));
            }
            connection.rollback();
            return new Verification(rows, differences.count(), differences.first());
        } catch (SQLException failure) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "PostgreSQL at " + jdbcUrl + " cannot be read (" + failure.getSQLState() + ")",
                    "check that the demo still runs");
        }
    }

    /** Takes away from {@code expected} what is found, and gives the number of rows found. */
    private static long compare(
            Connection connection,
            String query,
            SourceTable table,
            Map<List<Optional<String>>, SourceRow> expected,
            Differences differences)
            throws SQLException {
        long rows = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet found = statement.executeQuery(query)) {
                while (found.next()) {
                    rows++;
                    compareRow(table, read(found, table), expected, differences);
                }
            }
        }
        return rows;
    }

    /** The columns as text, so that no driver has its own idea of a value; of a column that is missing, NULL. */
    private static String query(SourceTable table, TargetTables target) {
        return "SELECT "
                + table.columns().stream()
                        .map(SourceColumn::targetName)
                        .map(column -> target.columnsOf(table.targetName()).containsKey(column)
                                ? quoted(column) + "::text"
                                : "NULL::text")
                        .collect(Collectors.joining(", "))
                + " FROM " + SCHEMA + "." + quoted(table.targetName());
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** The target's values; NULL is empty. */
    private static List<Optional<String>> read(ResultSet found, SourceTable table) throws SQLException {
        List<Optional<String>> values = new ArrayList<>();
        for (int i = 1; i <= table.columns().size(); i++) {
            values.add(Optional.ofNullable(found.getString(i)));
        }
        return values;
    }

    /** The source's values, numbers plain and with their scale: PostgreSQL's text of {@code numeric(n,s)}. */
    private static List<Optional<String>> values(SourceRow row) {
        List<Optional<String>> values = new ArrayList<>();
        for (int i = 0; i < row.table().columns().size(); i++) {
            values.add(Optional.of(row.plain(i)));
        }
        return values;
    }

    private static void compareRow(
            SourceTable table,
            List<Optional<String>> found,
            Map<List<Optional<String>>, SourceRow> expected,
            Differences differences) {
        List<Optional<String>> key = key(table, found);
        SourceRow truth = expected.remove(key);
        if (truth == null) {
            differences.add(table.targetName() + " " + text(key) + ": in the target, but not at the source");
            return;
        }
        List<Optional<String>> values = values(truth);
        for (int i = 0; i < found.size(); i++) {
            if (!found.get(i).equals(values.get(i))) {
                differences.add(place(truth) + ": " + table.columns().get(i).targetName() + " is " + shown(found.get(i))
                        + ", at the source " + shown(values.get(i)));
            }
        }
    }

    private static List<Optional<String>> key(SourceTable table, List<Optional<String>> values) {
        return table.key().stream()
                .map(column -> values.get(table.indexOf(column)))
                .toList();
    }

    private static String place(SourceRow row) {
        return row.table().targetName() + " " + text(key(row.table(), values(row)));
    }

    private static String text(List<Optional<String>> key) {
        return key.stream().map(value -> value.orElse("NULL")).collect(Collectors.joining("/"));
    }

    private static String shown(Optional<String> value) {
        return value.map(text -> '"' + text + '"').orElse("NULL");
    }
}
