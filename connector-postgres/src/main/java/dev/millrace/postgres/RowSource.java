package dev.millrace.postgres;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The part of a statement that turns its first parameters into rows: the table's columns, and {@value #ORDINAL}, the row's place
 * from 1. A statement takes any number of rows and is planned once. Immutable.
 *
 * @param <T> what becomes a row
 */
final class RowSource<T> {
    static final String ORDINAL = "millrace_ordinal";

    private final List<ArrayColumn<T>> columns;
    private final RowTravel travel;

    RowSource(List<ArrayColumn<T>> columns, RowTravel travel) {
        this.columns = List.copyOf(columns);
        this.travel = travel;
    }

    /**
     * Items that go with one execution of the statement.
     *
     * @param first the place of the first of them, from 0
     */
    record Load<T>(int first, List<T> items, List<Parameter> parameters) {}

    /** The columns of the key. */
    static <T> List<ArrayColumn<T>> key(MappedTable table, Function<T, RowKey> keyOf) {
        List<ArrayColumn<T>> columns = new ArrayList<>();
        for (int i = 0; i < table.keyIndexes().size(); i++) {
            int place = i;
            columns.add(ArrayColumn.of(
                    table.keyColumns().get(i), item -> keyOf.apply(item).value(place)));
        }
        return columns;
    }

    /** All columns in the table's order; of a delete those outside the key are NULL. */
    static List<ArrayColumn<RowWrite>> row(MappedTable table) {
        List<ArrayColumn<RowWrite>> columns = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            int index = i;
            int place = table.keyIndexes().indexOf(i);
            boolean key = table.keyIndexes().contains(i);
            columns.add(ArrayColumn.of(
                    table.columns().get(i), write -> key ? write.key().value(place) : valueOutsideKey(write, index)));
        }
        return columns;
    }

    static ArrayColumn<RowWrite> version(String name) {
        return new ArrayColumn<>(
                name,
                Carrier.BINARY,
                "",
                write -> new Value.Binary(write.version().toBytes()));
    }

    static ArrayColumn<RowWrite> deleted(String name) {
        return new ArrayColumn<>(name, Carrier.BOOL, "", write -> new Value.Bool(write.isDelete()));
    }

    List<String> names() {
        return columns.stream().map(ArrayColumn::name).toList();
    }

    String select() {
        List<String> carried = travel.names(names());
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add("a." + carried.get(i) + columns.get(i).cast() + " AS "
                    + columns.get(i).name());
        }
        return "SELECT " + String.join(", ", values) + ", a." + ORDINAL + " FROM "
                + travel.from(
                        carried, columns.stream().map(ArrayColumn::carrier).toList());
    }

    /**
     * Cuts items into as many executions as it takes.
     *
     * @throws SQLException where one item alone is too large to travel
     */
    List<Load<T>> loads(List<T> items) throws SQLException {
        return travel.loads(columns, items);
    }

    /** One execution after the other. @return how many rows were written */
    int update(SqlSession session, String sql, List<T> items) throws SQLException {
        int written = 0;
        for (Load<T> load : loads(items)) {
            written += session.update(sql, load.parameters());
        }
        return written;
    }

    /** One execution after the other, of a statement that counts. @return the sum of the counts */
    long count(SqlSession session, String sql, List<T> items) throws SQLException {
        long count = 0;
        for (Load<T> load : loads(items)) {
            count += session.query(sql, load.parameters()).get(0).whole(1);
        }
        return count;
    }

    /** The rows of all executions; what is in them must not depend on the ordinal. */
    List<SqlRow> query(SqlSession session, String sql, List<T> items) throws SQLException {
        List<SqlRow> rows = new ArrayList<>();
        for (Load<T> load : loads(items)) {
            rows.addAll(session.query(sql, load.parameters()));
        }
        return rows;
    }

    private static Value valueOutsideKey(RowWrite write, int index) {
        return write.row().isPresent() ? write.row().get().get(index) : Value.Null.NULL;
    }
}
