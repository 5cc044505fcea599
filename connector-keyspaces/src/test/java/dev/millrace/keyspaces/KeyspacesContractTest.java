package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
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
import dev.millrace.core.target.TimeType;
import dev.millrace.core.testkit.KitTable;
import dev.millrace.core.testkit.TargetContract;
import dev.millrace.keyspaces.KeyspacesSettings.TableSettings;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The contract of all targets against a Cassandra. Rows are read by a plain session, not through the target. */
final class KeyspacesContractTest extends TargetContract {
    private static Optional<TestCassandra> shared = Optional.empty();

    private Optional<KeyspacesTarget> opened = Optional.empty();

    @BeforeAll
    static void start() {
        shared = Optional.of(TestCassandra.create());
    }

    private static TestCassandra cassandra() {
        return shared.orElseThrow();
    }

    @Override
    protected Target openTarget() {
        List<TableSettings> tables =
                KitTable.all().stream().map(KeyspacesContractTest::settings).toList();
        KeyspacesTarget target =
                KeyspacesTarget.open(cassandra().settings(tables).build());
        opened = Optional.of(target);
        return target;
    }

    /** One table partitioned by its whole key, the other too, since it has one column; clustering is tried elsewhere. */
    private static TableSettings settings(KitTable kit) {
        return new TableSettings(kit.defined(), List.of());
    }

    private static String whole(KitTable kit) {
        return String.join(" = ? AND ", kit.key()) + " = ?";
    }

    private static String name(KitTable kit) {
        return cassandra().keyspace() + "." + kit.targetName();
    }

    @AfterEach
    void tell() {
        opened.ifPresent(target ->
                System.out.println("KeyspacesContractTest: " + target.statements() + " conditional statements"));
    }

    @Override
    protected int writers() {
        return 8;
    }

    /** Row by row, as lightweight transactions have it: much faster than TRUNCATE, which waits for the disk. */
    @Override
    protected void clear() {
        List<CompletionStage<AsyncResultSet>> deleted = new ArrayList<>();
        for (KitTable kit : KitTable.all()) {
            // The driver keeps what it has prepared.
            PreparedStatement delete =
                    cassandra().session().prepare("DELETE FROM " + name(kit) + " WHERE " + whole(kit) + " IF EXISTS");
            for (Row row :
                    cassandra().session().execute("SELECT " + String.join(", ", kit.key()) + " FROM " + name(kit))) {
                Object[] values = new Object[row.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = row.getObject(i);
                }
                deleted.add(cassandra().session().executeAsync(delete.bind(values)));
            }
        }
        deleted.forEach(stage -> stage.toCompletableFuture().join());
    }

    @Override
    protected Map<RowKey, List<Value>> readTable(TargetTable table) throws Rejection {
        Map<RowKey, List<Value>> found = new HashMap<>();
        for (Row row :
                cassandra().session().execute("SELECT * FROM " + cassandra().keyspace() + "." + table.name())) {
            if (row.getBoolean("millrace_deleted")) {
                continue;
            }
            List<Value> values = new ArrayList<>();
            for (Column column : table.columns()) {
                values.add(value(row, column));
            }
            found.put(table.keyOf(values), values);
        }
        return found;
    }

    private static Value value(Row row, Column column) throws Rejection {
        String name = column.name();
        if (row.isNull(name)) {
            return Value.Null.NULL;
        }
        return column.type().canonical(plain(row, column.type(), name), name);
    }

    private static Value plain(Row row, ColumnType type, String name) {
        if (type.equals(DecimalType.whole(4))) {
            return new Value.Decimal(BigDecimal.valueOf(row.getInt(name)));
        }
        if (type.equals(DecimalType.whole(8))) {
            return new Value.Decimal(BigDecimal.valueOf(row.getLong(name)));
        }
        if (type instanceof DecimalType) {
            return new Value.Decimal(row.get(name, BigDecimal.class));
        }
        if (type instanceof BoolType) {
            return new Value.Bool(row.getBoolean(name));
        }
        if (type instanceof DateType) {
            return new Value.Date(row.getLocalDate(name));
        }
        if (type instanceof TimeType) {
            return new Value.Time(row.getLocalTime(name));
        }
        if (type instanceof BinaryType) {
            ByteBuffer bytes = row.getByteBuffer(name);
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return new Value.Binary(copy);
        }
        return new Value.Text(row.getString(name));
    }

    /** A text beyond what the service takes in one row. */
    @Override
    protected Optional<RowWrite> poisoned(RowWrite healthy) {
        List<Value> row = new ArrayList<>(healthy.row().orElseThrow());
        row.set(row.size() - 1, new Value.Text("x".repeat(1 << 20)));
        return Optional.of(new RowWrite(healthy.table(), healthy.key(), healthy.version(), Optional.of(row)));
    }
}
