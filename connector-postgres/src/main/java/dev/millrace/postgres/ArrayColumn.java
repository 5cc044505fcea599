package dev.millrace.postgres;

import dev.millrace.core.change.Value;
import java.util.function.Function;

/**
 * A column of the rows that a statement takes.
 *
 * @param <T> what becomes a row
 * @param name in SQL: the name of the table's column that takes it
 * @param cast from the array's element type to the column's, such as {@code ::numeric}; may be empty
 * @param value which value stands in the row's column
 */
record ArrayColumn<T>(String name, Carrier carrier, String cast, Function<T, Value> value) {

    static <T> ArrayColumn<T> of(MappedColumn column, Function<T, Value> value) {
        SqlType type = column.type();
        return new ArrayColumn<>(column.sql(), type.carrier(), "::" + type.cast(), value);
    }

    /** The same column of rows that have what becomes one of these. */
    <S> ArrayColumn<S> of(Function<S, T> part) {
        return new ArrayColumn<>(name, carrier, cast, value.compose(part));
    }
}
