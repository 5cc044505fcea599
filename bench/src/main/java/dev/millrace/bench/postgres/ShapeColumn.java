package dev.millrace.bench.postgres;

import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnTypes;

/**
 * A column of a benchmark's table, with what stands in it.
 *
 * @param name in lower case
 * @param type as the database and a connector's configuration write it
 */
record ShapeColumn(String name, String type, ColumnKind kind, Values values) {

    /** Makes values; the same for the same arguments. */
    interface Values {
        /**
         * The value as text.
         *
         * @param row 0 and more
         * @param change 0 in a row that is there from the beginning, else the number of the change
         */
        String of(int row, int change);
    }

    static ShapeColumn of(String name, String type, Values values) {
        return new ShapeColumn(name, type, ColumnKind.of(type), values);
    }

    Column column() {
        return new Column(
                name, ColumnTypes.parse(type).orElseThrow(() -> new IllegalStateException("no type: " + type)), false);
    }
}
