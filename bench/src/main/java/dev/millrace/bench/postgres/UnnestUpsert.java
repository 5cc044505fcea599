package dev.millrace.bench.postgres;

import dev.millrace.bench.sample.ValueText;
import dev.millrace.core.target.RowWrite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Upserts rows in one statement, each column as an array, as somebody would who needs nothing else. Immutable. */
final class UnnestUpsert {
    private static final String VERSION = "millrace_version";
    private static final String DELETED = "millrace_deleted";
    /** As the connector's inline layout has them. */
    static final String ADD_VERSIONS = "ALTER TABLE " + Shape.TABLE + " ADD COLUMN " + VERSION + " bytea, ADD COLUMN "
            + DELETED + " boolean NOT NULL DEFAULT false";

    private final ColumnArrays<RowWrite> arrays;
    private final boolean versioned;
    private final String sql;

    private UnnestUpsert(Shape shape, boolean versioned) {
        List<String> names =
                shape.columns().stream().map(ShapeColumn::name).collect(Collectors.toCollection(ArrayList::new));
        this.arrays = new ColumnArrays<>(
                shape.columns(),
                (row, column) -> ValueText.of(row.row().orElseThrow().get(column)));
        String parameters = arrays.parameters();
        if (versioned) {
            names.add(VERSION);
            parameters += ", ?::bytea[]";
        }
        String listed = String.join(", ", names);
        String updates = names.stream()
                .skip(shape.key().size())
                .map(name -> name + " = EXCLUDED." + name)
                .collect(Collectors.joining(", "));
        String condition = versioned
                ? ", " + DELETED + " = false WHERE held." + VERSION + " IS NULL OR held." + VERSION + " < EXCLUDED."
                        + VERSION
                : "";
        this.versioned = versioned;
        this.sql = "INSERT INTO " + Shape.TABLE + " AS held (" + listed + ") SELECT " + listed + " FROM unnest("
                + parameters + ") AS input (" + listed + ") ON CONFLICT (" + Shape.names(shape.key())
                + ") DO UPDATE SET " + updates + condition;
    }

    /** Only rows that are newer than what the table holds. */
    static UnnestUpsert conditional(Shape shape) {
        return new UnnestUpsert(shape, true);
    }

    /** Whatever the table holds. */
    static UnnestUpsert unconditional(Shape shape) {
        return new UnnestUpsert(shape, false);
    }

    /** @param rows no two of them with the same key */
    void write(Connection connection, List<RowWrite> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            arrays.bind(statement, rows);
            if (versioned) {
                byte[][] versions =
                        rows.stream().map(row -> row.version().toBytes()).toArray(byte[][]::new);
                statement.setArray(arrays.columns().size() + 1, connection.createArrayOf("bytea", versions));
            }
            statement.executeUpdate();
        }
        connection.commit();
    }
}
