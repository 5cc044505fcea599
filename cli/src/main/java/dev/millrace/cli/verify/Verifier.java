package dev.millrace.cli.verify;

import dev.millrace.cli.CommandFailure;
import dev.millrace.cli.ExitCode;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.truth.TruthReader;
import java.math.BigDecimal;
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
 * Compares PostgreSQL with the true state of the source, both ways: every row, every column, by plain SQL over a connection of
 * its own. Shares nothing with the connector.
 */
public final class Verifier {
    private static final String SCHEMA = "public";
    private static final int FETCH_ROWS = 5_000;
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_COLUMN = "42703";

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
        Map<String, Map<RowKey, SourceRow>> expected = new HashMap<>();
        List<SourceTable> tables;
        try (TruthReader reader = TruthReader.open(truth)) {
            tables = reader.tables();
            tables.forEach(table -> expected.put(table.targetName(), new HashMap<>()));
            for (Optional<SourceRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                expected.get(row.get().table().targetName()).put(row.get().key(), row.get());
            }
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
            // A cursor instead of the whole table in memory needs a transaction.
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            Differences differences = new Differences();
            long rows = 0;
            for (SourceTable table : tables) {
                rows += compare(connection, table, expected.get(table.targetName()), differences);
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
            Connection connection, SourceTable table, Map<RowKey, SourceRow> expected, Differences differences)
            throws SQLException {
        long rows = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet found = statement.executeQuery(query(table))) {
                while (found.next()) {
                    rows++;
                    compareRow(table, read(found, table), expected, differences);
                }
            }
        } catch (SQLException failure) {
            String state = String.valueOf(failure.getSQLState());
            if (!state.equals(UNDEFINED_TABLE) && !state.equals(UNDEFINED_COLUMN)) {
                throw failure;
            }
            connection.rollback();
            differences.add(table.targetName() + ": the table is not there with the columns of the source");
        }
        expected.values().forEach(missing -> differences.add(place(missing) + ": missing in the target"));
        return rows;
    }

    private static String query(SourceTable table) {
        return "SELECT "
                + table.columns().stream()
                        .map(column -> quoted(column.targetName()))
                        .collect(Collectors.joining(", "))
                + " FROM " + SCHEMA + "." + quoted(table.targetName());
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** The target's values as text: numbers plain, with their scale; NULL as such. */
    private static List<Optional<String>> read(ResultSet found, SourceTable table) throws SQLException {
        List<Optional<String>> values = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            SourceColumn column = table.columns().get(i);
            if (column.kind() instanceof ColumnKind.Decimal) {
                values.add(Optional.ofNullable(found.getBigDecimal(i + 1)).map(BigDecimal::toPlainString));
            } else {
                values.add(Optional.ofNullable(found.getString(i + 1)));
            }
        }
        return values;
    }

    private static void compareRow(
            SourceTable table,
            List<Optional<String>> found,
            Map<RowKey, SourceRow> expected,
            Differences differences) {
        RowKey key = key(table, found);
        SourceRow truth = expected.remove(key);
        if (truth == null) {
            differences.add(table.targetName() + " " + keyText(table, found) + ": in the target, but not at the source");
            return;
        }
        for (int i = 0; i < found.size(); i++) {
            String column = table.columns().get(i).targetName();
            String value = found.get(i).orElse("NULL");
            if (found.get(i).isEmpty() || !value.equals(truth.plain(i))) {
                differences.add(place(truth) + ": " + column + " is " + shown(value) + ", at the source "
                        + shown(truth.plain(i)));
            }
        }
    }

    private static RowKey key(SourceTable table, List<Optional<String>> found) {
        List<Object> values = new ArrayList<>();
        for (String column : table.key()) {
            int index = table.indexOf(column);
            String value = found.get(index).orElse("NULL");
            boolean number = table.columns().get(index).kind() instanceof ColumnKind.Decimal && !value.equals("NULL");
            values.add(number ? new BigDecimal(value) : value);
        }
        return new RowKey(values);
    }

    private static String keyText(SourceTable table, List<Optional<String>> found) {
        return table.key().stream()
                .map(column -> found.get(table.indexOf(column)).orElse("NULL"))
                .collect(Collectors.joining("/"));
    }

    private static String place(SourceRow row) {
        return row.table().targetName() + " "
                + row.key().values().stream().map(String::valueOf).collect(Collectors.joining("/"));
    }

    private static String shown(String value) {
        return '"' + value + '"';
    }
}
