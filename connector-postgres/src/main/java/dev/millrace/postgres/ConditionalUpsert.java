package dev.millrace.postgres;

import dev.millrace.core.target.RowWrite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One statement that inserts or updates the rows whose version is newer than the held one, and tells which. It locks every row
 * of the batch, those that lose too, in the order of the batch. Immutable.
 */
final class ConditionalUpsert implements TableWriter {
    private final String sql;
    private final RowSource<RowWrite> source;

    /**
     * @param written the table that has the versions
     * @param key its key's columns, in SQL
     * @param updates assignments to the held row
     * @param newer the condition; {@code held} is the held row, {@code EXCLUDED} the new one
     */
    ConditionalUpsert(
            QualifiedName written, List<String> key, RowSource<RowWrite> source, List<String> updates, String newer) {
        String columns = String.join(", ", source.names());
        String keys = String.join(", ", key);
        this.source = source;
        // A full join, because it is never planned as a loop over the rows times the rows; the planner guesses ten of
        // them.
        this.sql = "WITH input AS MATERIALIZED (" + source.select() + "), won AS (INSERT INTO " + written.sql()
                + " AS held (" + columns + ") SELECT " + columns + " FROM input ORDER BY " + RowSource.ORDINAL
                + " ON CONFLICT (" + keys + ") DO UPDATE SET " + String.join(", ", updates) + " WHERE " + newer
                + " RETURNING " + key.stream().map(column -> "held." + column).collect(Collectors.joining(", "))
                + ") SELECT input." + RowSource.ORDINAL + ", won." + key.get(0)
                + " IS NOT NULL FROM input FULL JOIN won USING (" + keys + ")";
    }

    @Override
    public BitSet write(Connection connection, List<RowWrite> writes) throws SQLException {
        BitSet won = new BitSet(writes.size());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            source.bind(statement, writes);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    won.set(rows.getInt(1) - 1, rows.getBoolean(2));
                }
            }
        }
        return won;
    }

    /** Assignments of the new row's columns. */
    static List<String> assign(List<String> columns) {
        return columns.stream().map(column -> column + " = EXCLUDED." + column).toList();
    }
}
