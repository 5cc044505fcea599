package dev.millrace.postgres;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The part of a statement that turns array parameters into rows: the table's columns, and {@value #ORDINAL}, the row's place
 * from 1. A statement takes any number of rows and is planned once. Immutable.
 *
 * @param <T> what becomes a row
 */
final class RowSource<T> {
    static final String ORDINAL = "millrace_ordinal";

    private final List<ArrayColumn<T>> columns;

    RowSource(List<ArrayColumn<T>> columns) {
        this.columns = List.copyOf(columns);
    }

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
        String values = columns.stream()
                .map(column -> "a." + column.name() + column.cast() + " AS " + column.name())
                .collect(Collectors.joining(", "));
        String parameters = columns.stream()
                .map(column -> "?::" + column.carrier().elementType() + "[]")
                .collect(Collectors.joining(", "));
        return "SELECT " + values + ", a." + ORDINAL + " FROM unnest(" + parameters + ") WITH ORDINALITY AS a ("
                + String.join(", ", names()) + ", " + ORDINAL + ")";
    }

    /** Binds the statement's first parameters. */
    void bind(PreparedStatement statement, List<T> items) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            ArrayColumn<T> column = columns.get(i);
            Object[] elements = SqlArrays.elements(column, items);
            statement.setArray(
                    i + 1,
                    statement.getConnection().createArrayOf(column.carrier().elementType(), elements));
        }
    }

    private static Value valueOutsideKey(RowWrite write, int index) {
        return write.row().isPresent() ? write.row().get().get(index) : Value.Null.NULL;
    }
}
