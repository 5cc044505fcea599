package dev.millrace.simulator.source;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of a source table, immutable. Each value fits its column: {@code String}, {@code BigDecimal}, {@code List} of such, or
 * {@link SourceNull}. Where its source keeps it as a record, it may have the bytes of that: rows whose records differ are not equal,
 * though it be in bytes that are in no column.
 */
public final class SourceRow {
    private final SourceTable table;
    private final Object[] values;
    private final byte @Nullable [] record;

    private SourceRow(SourceTable table, Object[] values, byte @Nullable [] record) {
        this.table = table;
        this.values = values;
        this.record = record;
    }

    /**
     * A row of these values, in the order of the columns. {@link IllegalArgumentException} where their number differs or
     * one does not fit its column.
     */
    public static SourceRow of(SourceTable table, List<?> values) {
        return new SourceRow(table, checked(table, values), null);
    }

    /**
     * A row that is a record, like {@link #of(SourceTable, List)}.
     *
     * @param record its bytes, handed over: nobody changes them any more
     */
    public static SourceRow of(SourceTable table, List<?> values, byte[] record) {
        return new SourceRow(table, checked(table, values), record);
    }

    private static Object[] checked(SourceTable table, List<?> values) {
        Object[] copy = values.toArray();
        List<SourceColumn> columns = table.columns();
        if (copy.length != columns.size()) {
            throw new IllegalArgumentException(
                    table.name() + " has " + columns.size() + " columns, not " + copy.length);
        }
        for (int i = 0; i < copy.length; i++) {
            checkFits(table, columns.get(i), copy[i]);
        }
        return copy;
    }

    public SourceTable table() {
        return table;
    }

    /** The bytes of its record, not to be changed; none where it has been made of values. */
    public Optional<byte[]> record() {
        return Optional.ofNullable(record);
    }

    /** The value of the column at this place, from 0. */
    public Object value(int column) {
        return values[column];
    }

    /** The value of a text column. */
    public String text(String column) {
        return (String) values[table.indexOf(column)];
    }

    /** The value of a number column. */
    public BigDecimal number(String column) {
        return (BigDecimal) values[table.indexOf(column)];
    }

    /** The value of a text or number at this place as text: numbers plain, with their full scale. */
    public String plain(int column) {
        Object value = values[column];
        return value instanceof BigDecimal number ? number.toPlainString() : (String) value;
    }

    /** This row with one other value, and without the bytes of its record; {@link IllegalArgumentException} where it does not fit its column. */
    public SourceRow with(String column, Object value) {
        int index = table.indexOf(column);
        checkFits(table, table.columns().get(index), value);
        Object[] copy = values.clone();
        copy[index] = value;
        return new SourceRow(table, copy, null);
    }

    /** The values of the key columns. */
    public RowKey key() {
        List<String> key = table.key();
        Object[] parts = new Object[key.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = values[table.indexOf(key.get(i))];
        }
        return RowKey.of(parts);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SourceRow row
                && table.objectName().equals(row.table.objectName())
                && Arrays.equals(values, row.values)
                && Arrays.equals(record, row.record);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** The table only: values never reach a message by accident. */
    @Override
    public String toString() {
        return "row of " + table.name();
    }

    private static void checkFits(SourceTable table, SourceColumn column, Object value) {
        if (!column.holds(value)) {
            throw new IllegalArgumentException(
                    "a value does not fit " + table.name() + "." + column.name() + ", " + column.kind());
        }
    }
}
