package dev.millrace.postgres;

import dev.millrace.core.target.RowWrite;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One statement, executed more than once where the rows travel in parts, that inserts or updates the rows whose version is newer than
 * the held one, and tells which. It locks every row
 * of the batch, those that lose too, in the order of the batch. Immutable.
 */
final class ConditionalUpsert implements TableWriter {
    private final String sql;
    private final RowSource<RowWrite> source;
    private final StaleProof proof;

    /**
     * @param written the table that has the versions
     * @param key its key's columns, in SQL
     * @param updates assignments to the held row
     * @param newer the condition; {@code held} is the held row, {@code EXCLUDED} the new one
     * @param proof of the writes that are not newer
     */
    ConditionalUpsert(
            QualifiedName written,
            List<String> key,
            RowSource<RowWrite> source,
            List<String> updates,
            String newer,
            StaleProof proof) {
        String columns = String.join(", ", source.names());
        String keys = String.join(", ", key);
        this.source = source;
        this.proof = proof;
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
    public BitSet write(SqlSession session, List<RowWrite> writes) throws SQLException {
        BitSet won = new BitSet(writes.size());
        for (RowSource.Load<RowWrite> load : source.loads(writes)) {
            for (SqlRow row : session.query(sql, load.parameters())) {
                if (row.isNull(1)) {
                    throw new TableFault("a row was written under another key", TableFault.KEY_CHANGED);
                }
                won.set(load.first() + (int) row.whole(1) - 1, row.flag(2));
            }
        }
        if (won.cardinality() < writes.size()) {
            List<RowWrite> losers = IntStream.range(0, writes.size())
                    .filter(index -> !won.get(index))
                    .mapToObj(writes::get)
                    .toList();
            proof.require(session, losers);
        }
        return won;
    }

    /** Assignments of the new row's columns. */
    static List<String> assign(List<String> columns) {
        return columns.stream().map(column -> column + " = EXCLUDED." + column).toList();
    }
}
