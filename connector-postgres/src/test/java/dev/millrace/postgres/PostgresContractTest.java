package dev.millrace.postgres;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.BinaryType;
import dev.millrace.core.target.BoolType;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnType;
import dev.millrace.core.target.DateType;
import dev.millrace.core.target.DecimalType;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.target.TextType;
import dev.millrace.core.target.TimeType;
import dev.millrace.core.target.TimestampType;
import dev.millrace.core.testkit.KitTable;
import dev.millrace.core.testkit.TargetContract;
import dev.millrace.core.testkit.Writes;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.ColumnSettings;
import dev.millrace.postgres.PostgresSettings.Layout;
import dev.millrace.postgres.PostgresSettings.TableSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contract of all targets against a real server, in one layout. Rows are read by plain SQL, not through the target. */
abstract class PostgresContractTest extends TargetContract {
    private final TestDatabase database = TestDatabase.create();
    private final Layout layout;
    private final String liveRows;
    private final List<String> tablesToClear;

    /** @param liveRows the condition that leaves tombstones out */
    PostgresContractTest(Layout layout, String liveRows, List<String> tablesToClear) {
        this.layout = layout;
        this.liveRows = liveRows;
        this.tablesToClear = tablesToClear;
        // Nothing crashes here; waiting for the disk would only make the histories slow.
        database.execute("ALTER DATABASE " + database.name() + " SET synchronous_commit = off");
    }

    /** Zombies and their successors own overlapping rows. */
    @Override
    protected int writers() {
        return 8;
    }

    @Override
    protected Target openTarget() {
        TableSettings[] tables =
                KitTable.all().stream().map(PostgresContractTest::settings).toArray(TableSettings[]::new);
        return PostgresTarget.open(route(database.settings(layout, AutoCreate.CREATE, tables)));
    }

    /** Which way the writes go; the driver's, unless a test says another. */
    PostgresSettings route(PostgresSettings settings) {
        return settings;
    }

    TestDatabase database() {
        return database;
    }

    private static TableSettings settings(KitTable table) {
        List<ColumnSettings> columns = table.columns().stream()
                .map(column -> new ColumnSettings(column.name(), sqlType(column.type())))
                .toList();
        List<String> key = table.keyIndexes().stream()
                .map(index -> table.columns().get(index).name())
                .toList();
        return new TableSettings(
                table.sourceName(), "public." + table.targetName(), key, columns, Writes.VERSION_BYTES);
    }

    private static String sqlType(ColumnType type) {
        if (type instanceof TextType text) {
            String name = text.padding() == TextType.Padding.IGNORED ? "char" : "varchar";
            return name + "(" + text.maxLength() + ")";
        }
        if (type instanceof DecimalType number) {
            if (number.equals(DecimalType.whole(4))) {
                return "integer";
            }
            if (number.equals(DecimalType.whole(8))) {
                return "bigint";
            }
            return "numeric(" + number.max().precision() + "," + number.scale() + ")";
        }
        if (type instanceof TimeType time) {
            return "time(" + time.fractionDigits() + ")";
        }
        if (type instanceof TimestampType timestamp) {
            return "timestamp(" + timestamp.fractionDigits() + ")";
        }
        if (type instanceof BoolType) {
            return "boolean";
        }
        return type instanceof DateType ? "date" : "bytea";
    }

    @Override
    protected void clear() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : tablesToClear) {
                statement.addBatch("DELETE FROM " + table);
            }
            statement.executeBatch();
        }
    }

    @Override
    protected Map<RowKey, List<Value>> readTable(TargetTable table) throws SQLException, Rejection {
        String name = table.name().substring(table.name().lastIndexOf('.') + 1);
        Map<RowKey, List<Value>> rows = new HashMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM public." + name + " WHERE " + liveRows)) {
            while (found.next()) {
                List<Value> row = new ArrayList<>();
                for (Column column : table.columns()) {
                    row.add(value(found, column));
                }
                rows.put(table.keyOf(row), row);
            }
        }
        return rows;
    }

    private static Value value(ResultSet found, Column column) throws SQLException, Rejection {
        String name = column.name();
        if (found.getObject(name) == null) {
            return Value.Null.NULL;
        }
        Value value;
        if (column.type() instanceof DecimalType) {
            value = new Value.Decimal(found.getBigDecimal(name));
        } else if (column.type() instanceof BoolType) {
            value = new Value.Bool(found.getBoolean(name));
        } else if (column.type() instanceof DateType) {
            value = new Value.Date(found.getObject(name, LocalDate.class));
        } else if (column.type() instanceof TimeType) {
            value = new Value.Time(found.getObject(name, LocalTime.class));
        } else if (column.type() instanceof TimestampType) {
            value = new Value.Timestamp(found.getObject(name, LocalDateTime.class), 0);
        } else if (column.type() instanceof BinaryType) {
            value = new Value.Binary(found.getBytes(name));
        } else {
            value = new Value.Text(found.getString(name));
        }
        return column.type().canonical(value, name);
    }

    /** PostgreSQL has no character NUL, which is text like any other to the model. */
    @Override
    protected Optional<RowWrite> poisoned(RowWrite healthy) {
        List<Value> row = new ArrayList<>(healthy.row().orElseThrow());
        for (int i = 0; i < row.size(); i++) {
            ColumnType type = healthy.table().columns().get(i).type();
            if (type instanceof TextType text
                    && text.padding() == TextType.Padding.SIGNIFICANT
                    && !healthy.table().keyIndexes().contains(i)) {
                row.set(i, new Value.Text("\0"));
                return Optional.of(new RowWrite(healthy.table(), healthy.key(), healthy.version(), Optional.of(row)));
            }
        }
        return Optional.empty();
    }
}
