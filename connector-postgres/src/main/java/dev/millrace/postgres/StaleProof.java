package dev.millrace.postgres;

import dev.millrace.core.target.RowWrite;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shows that writes lost to a version that is held. A statement tells only which rows it wrote, and a row that a trigger swallowed
 * is none of them either. To be run in the transaction of that statement, whose locks keep the versions as they are. Immutable.
 */
final class StaleProof {
    private final RowSource<RowWrite> losers;
    private final String sql;

    /**
     * @param holder the table that has the versions
     * @param key its key's columns
     * @param version its version's column
     */
    StaleProof(QualifiedName holder, List<ArrayColumn<RowWrite>> key, ArrayColumn<RowWrite> version, RowTravel travel) {
        List<ArrayColumn<RowWrite>> columns = new ArrayList<>(key);
        columns.add(version);
        this.losers = new RowSource<>(columns, travel);
        String same = key.stream()
                .map(ArrayColumn::name)
                .map(column -> "held." + column + " = loser." + column)
                .collect(Collectors.joining(" AND "));
        // A subquery per row, because it is always planned as a look-up by the key.
        this.sql = "SELECT count(*) FROM (" + losers.select() + ") AS loser WHERE (SELECT held." + version.name()
                + " FROM " + holder.sql() + " AS held WHERE " + same + ") >= loser." + version.name();
    }

    /** @throws TableFault where no version as new as the write's is held */
    void require(SqlSession session, List<RowWrite> writes) throws SQLException {
        long stale = losers.count(session, sql, writes);
        if (stale != writes.size()) {
            throw new TableFault("stale: " + stale + " of " + writes.size(), TableFault.ROWS_SUPPRESSED);
        }
    }
}
