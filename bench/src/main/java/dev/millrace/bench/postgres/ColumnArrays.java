package dev.millrace.bench.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Hands rows to a statement column by column, each as an array of text that the server casts.
 *
 * @param <T> what a row is made of
 */
record ColumnArrays<T>(List<ShapeColumn> columns, Cell<T> cell) {

    /** Says what stands in a row. */
    interface Cell<T> {
        /** @param column its index in the columns */
        String text(T row, int column);
    }

    /** Of {@code unnest}. */
    String parameters() {
        return columns.stream()
                .map(column -> "?::" + column.kind().sqlType() + "[]")
                .collect(Collectors.joining(", "));
    }

    /** Sets the first parameters of a statement. */
    void bind(PreparedStatement statement, List<T> rows) throws SQLException {
        Connection connection = statement.getConnection();
        for (int i = 0; i < columns.size(); i++) {
            String[] texts = new String[rows.size()];
            for (int row = 0; row < texts.length; row++) {
                texts[row] = cell.text(rows.get(row), i);
            }
            statement.setArray(i + 1, connection.createArrayOf("text", texts));
        }
    }
}
