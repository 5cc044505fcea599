package dev.millrace.cli.verify;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.TupleValue;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceNull;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.stack.StackFile;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Cassandra, in Amazon Keyspaces' place: one keyspace, by plain CQL. */
final class CassandraReader implements TargetReader {
    private static final String KEYSPACE = TargetKind.KEYSPACE;
    /** What the connector keeps for itself. */
    private static final String PROGRESS = "millrace_progress";

    private static final String DELETED = "millrace_deleted";
    private static final Set<String> OWN = Set.of("millrace_version", DELETED);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final StackFile.Cassandra server;
    private final CqlSession session;
    private final Map<String, Map<String, String>> shapes = new LinkedHashMap<>();

    private CassandraReader(StackFile.Cassandra server, CqlSession session) {
        this.server = server;
        this.session = session;
    }

    static CassandraReader open(StackFile.Cassandra server) {
        try {
            CqlSession session = CqlSession.builder()
                    .addContactPoint(new InetSocketAddress(server.host(), server.port()))
                    .withLocalDatacenter(server.datacenter())
                    .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                            // Nobody else has work for its threads: they end at once.
                            .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                            .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, ANSWER)
                            .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                            // That it meets many tombstones is what deletes make of a table.
                            .withBoolean(DefaultDriverOption.REQUEST_LOG_WARNINGS, false)
                            .build())
                    .build();
            CassandraReader reader = new CassandraReader(server, session);
            reader.readShapes();
            return reader;
        } catch (DriverException failure) {
            throw unreachable(server, failure);
        }
    }

    private void readShapes() {
        String where = " WHERE keyspace_name = '" + KEYSPACE + "'";
        for (Row table : session.execute("SELECT table_name FROM system_schema.tables" + where)) {
            shapes.put(name(table, "table_name"), new LinkedHashMap<>());
        }
        for (Row column :
                session.execute("SELECT table_name, column_name, kind, type FROM system_schema.columns" + where)) {
            String name = name(column, "column_name");
            if (!OWN.contains(name)) {
                shapes.computeIfAbsent(name(column, "table_name"), table -> new LinkedHashMap<>())
                        .put(
                                name,
                                name(column, "type") + (name(column, "kind").equals("regular") ? "" : ", of the key"));
            }
        }
        shapes.remove(PROGRESS);
    }

    private static String name(Row row, String column) {
        return String.valueOf(row.getString(column));
    }

    @Override
    public Map<String, Map<String, String>> shapes() {
        return shapes;
    }

    @Override
    public Map<String, String> shape(SourceTable table) {
        Map<String, String> types = new LinkedHashMap<>();
        for (SourceColumn column : table.columns()) {
            types.put(
                    column.targetName(),
                    type(column.kind()) + (table.key().contains(column.name()) ? ", of the key" : ""));
        }
        return types;
    }

    private static String type(ColumnKind kind) {
        if (kind instanceof ColumnKind.Array array) {
            return "frozen<list<" + type(array.element()) + ">>";
        }
        if (kind instanceof ColumnKind.Struct struct) {
            return struct.fields().stream()
                    .map(field -> type(field.kind()))
                    .collect(Collectors.joining(", ", "frozen<tuple<", ">>"));
        }
        return kind instanceof ColumnKind.Decimal ? "decimal" : "text";
    }

    @Override
    public void read(SourceTable table, Consumer<Map<String, StoredValue>> each) {
        Map<String, String> there = shapes.getOrDefault(table.targetName(), Map.of());
        List<SourceColumn> columns = table.columns().stream()
                .filter(column -> there.containsKey(column.targetName()))
                .toList();
        String query = columns.stream()
                .map(SourceColumn::targetName)
                .map(CassandraReader::quoted)
                .collect(Collectors.joining(", "));
        try {
            for (Row row : session.execute(
                    "SELECT " + DELETED + ", " + query + " FROM " + KEYSPACE + "." + quoted(table.targetName()))) {
                if (!Boolean.TRUE.equals(row.getObject(0))) {
                    each.accept(values(row, columns));
                }
            }
        } catch (DriverException failure) {
            throw unreachable(server, failure);
        }
    }

    private static String quoted(String identifier) {
        return CqlIdentifier.fromInternal(identifier).asCql(false);
    }

    private static Map<String, StoredValue> values(Row row, List<SourceColumn> columns) {
        Map<String, StoredValue> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Object value = row.getObject(i + 1);
            if (value != null) {
                values.put(columns.get(i).targetName(), StoredValue.of(text(columns.get(i), value)));
            }
        }
        return values;
    }

    private static String text(SourceColumn column, Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        // Of another type than the table should have, it is as the driver writes it.
        return sourceValue(value) instanceof List<?> elements && column.kind().holds(elements)
                ? StoredValue.json(column.kind(), elements)
                : value.toString();
    }

    /** Lists, and tuples too, as lists; NULL is in tuples only. */
    private static Object sourceValue(@Nullable Object value) {
        if (value instanceof List<?> elements) {
            return elements.stream().map(CassandraReader::sourceValue).toList();
        }
        if (value instanceof TupleValue tuple) {
            return IntStream.range(0, tuple.size())
                    .mapToObj(tuple::getObject)
                    .map(CassandraReader::sourceValue)
                    .toList();
        }
        return value == null ? SourceNull.NULL : value;
    }

    /** A decimal keeps the scale that it was written with. */
    @Override
    public Map<String, StoredValue> expected(SourceRow row) {
        return StoredValue.plain(row);
    }

    @Override
    public void close() {
        session.close();
    }

    private static CommandFailure unreachable(StackFile.Cassandra server, DriverException failure) {
        return new CommandFailure(
                ExitCode.UNREACHABLE,
                "Cassandra at " + server.host() + ":" + server.port() + " cannot be read ("
                        + failure.getClass().getSimpleName() + ")",
                "check that the demo still runs");
    }
}
