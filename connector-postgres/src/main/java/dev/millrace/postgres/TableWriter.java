package dev.millrace.postgres;

import dev.millrace.core.target.RowWrite;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;

/** Writes rows of one table conditionally. Immutable; safe for all threads. */
interface TableWriter {

    /**
     * Writes within a transaction that its caller commits, at the isolation level READ COMMITTED.
     *
     * @param writes in the order of their keys, which all writers share so that they do not deadlock; no key twice
     * @return the indexes of those that were newer than what the table held; the others are stale
     */
    BitSet write(SqlSession session, List<RowWrite> writes) throws SQLException;
}
