package dev.millrace.bench.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The columns of the shapes. */
final class ShapeColumns {
    private static final int WIDE_COLUMNS = 100;
    private static final int PART_LENGTH = 50;
    private static final ShapeColumn ID =
            ShapeColumn.of("account_id", "numeric(11)", (row, change) -> Long.toString(10_000_000_000L + row));
    private static final ShapeColumn BALANCE =
            ShapeColumn.of(Shape.MARK, "numeric(12,2)", (row, change) -> hundredths(change));
    private static final List<ShapeColumn> OF_ACCOUNT = List.of(
            ShapeColumn.of("customer_id", "numeric(9)", (row, change) -> Integer.toString(100_000_000 + row)),
            ShapeColumn.of("holder", "varchar(40)", (row, change) -> "HOLDER OF ACCOUNT " + row),
            ShapeColumn.of("active_status", "varchar(1)", (row, change) -> change % 3 == 0 ? "N" : "Y"),
            BALANCE,
            ShapeColumn.of("open_date", "date", (row, change) -> "20" + (10 + row % 15) + "-06-01"));

    static final List<ShapeColumn> ACCOUNT = with(List.of(ID), OF_ACCOUNT);
    static final List<ShapeColumn> WIDE = with(
            List.of(ID, BALANCE),
            IntStream.range(2, WIDE_COLUMNS).mapToObj(ShapeColumns::wide).toList());
    static final List<ShapeColumn> KEYS = with(
            List.of(
                    keyPart("bank", 1_000_000),
                    keyPart("branch", 10_000),
                    keyPart("customer", 10),
                    keyPart("account", 1)),
            OF_ACCOUNT);

    private ShapeColumns() {}

    private static List<ShapeColumn> with(List<ShapeColumn> first, List<ShapeColumn> then) {
        List<ShapeColumn> columns = new ArrayList<>(first);
        columns.addAll(then);
        return List.copyOf(columns);
    }

    /** The number of a change as hundredths. */
    private static String hundredths(int change) {
        return change / 100 + "." + change / 10 % 10 + change % 10;
    }

    private static ShapeColumn wide(int index) {
        return switch (index % 3) {
            case 0 ->
                ShapeColumn.of("amount_" + index, "numeric(12,2)", (row, change) -> hundredths(change + 31 * index));
            case 1 -> ShapeColumn.of("code_" + index, "varchar(12)", (row, change) -> "CODE" + (row + index));
            default ->
                ShapeColumn.of(
                        "count_" + index, "numeric(9)", (row, change) -> Integer.toString(row % 1_000 + 7 * index));
        };
    }

    /** @param rows that have the same value */
    private static ShapeColumn keyPart(String name, int rows) {
        return ShapeColumn.of(name + "_no", "varchar(" + PART_LENGTH + ")", (row, change) -> {
            String number = Integer.toString(row / rows);
            return name.toUpperCase(Locale.ROOT) + "0".repeat(PART_LENGTH - name.length() - number.length()) + number;
        });
    }
}
