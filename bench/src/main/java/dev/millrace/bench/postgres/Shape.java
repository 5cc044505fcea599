package dev.millrace.bench.postgres;

import dev.millrace.core.target.TargetTable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tables that are measured. Each change writes its own number into the column {@value #MARK}, as hundredths. */
enum Shape {
    /** A narrow table with a key of 11 digits. */
    ACCOUNT(1),
    /** 100 columns. */
    WIDE(1),
    /** A key of four columns with 200 bytes, the first three of which many rows have in common. */
    KEYS(4);

    /** The table, in every database. */
    static final String TABLE = "public.account";

    static final String MARK = "current_balance";

    private final int keyColumns;

    Shape(int keyColumns) {
        this.keyColumns = keyColumns;
    }

    /** The key's columns first. */
    List<ShapeColumn> columns() {
        return switch (this) {
            case ACCOUNT -> ShapeColumns.ACCOUNT;
            case WIDE -> ShapeColumns.WIDE;
            case KEYS -> ShapeColumns.KEYS;
        };
    }

    List<ShapeColumn> key() {
        return columns().subList(0, keyColumns);
    }

    /** The values of a row after a change, in the order of the columns. */
    List<String> values(int row, int change) {
        return columns().stream().map(column -> column.values().of(row, change)).toList();
    }

    /** As a target finds it. */
    TargetTable table() {
        return new TargetTable(
                TABLE,
                columns().stream().map(ShapeColumn::column).toList(),
                IntStream.range(0, keyColumns).boxed().toList());
    }

    /** The names of columns, as a list in SQL and in a configuration. */
    static String names(List<ShapeColumn> columns) {
        return columns.stream().map(ShapeColumn::name).collect(Collectors.joining(", "));
    }
}
