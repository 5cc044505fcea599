package dev.millrace.core.target;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RowKey;
import java.util.List;
import java.util.Optional;

/**
 * A database as the engine sees it. Called by all lanes at once; every method may block the lane that calls it, none may block
 * another lane for long.
 */
public interface Target extends AutoCloseable {

    /** The table that takes the changes of this table of the source; empty where the configuration has none. */
    Optional<TargetTable> table(String sourceTable);

    /**
     * The same table with the columns that this change needs, where the target lets tables grow. What {@link #table} returned before
     * stays usable: both are {@linkplain TargetTable#isSameAs the same table}.
     *
     * @throws Rejection where the change has a column that its table does not have and cannot get
     */
    default Optional<TargetTable> table(Change change) throws Rejection {
        return table(change.table());
    }

    /**
     * Writes each row on its condition and answers each write exactly once, in any order, from any thread, before or after
     * this method returns. A write whose result is not known is answered as failed: the engine writes it again, and the
     * condition keeps that harmless.
     *
     * @param batch no two writes of one row
     */
    void write(List<RowWrite> batch, Answers answers);

    /**
     * The versions that the target holds for these rows, deleted ones included, in the order of the keys. Reads only.
     *
     * @throws TargetException when the target cannot be read
     */
    List<Optional<ChangeVersion>> heldVersions(TargetTable table, List<RowKey> keys);

    /** Where the target keeps how far the connector has come; always the same one, which ends with the target. */
    ProgressStore progress();

    /**
     * Asks the target for a sign of life over a connection that nobody uses, and so keeps it warm. Called by one thread of its own,
     * which it may block. A target without connections has nothing to do.
     *
     * @throws TargetException when no answer came
     */
    default void ping() {}

    /**
     * Whether a write that failed with this code was under way on a connection that was there and broke; not one that found no
     * connection, nor one that the target refused.
     */
    default boolean isConnectionLoss(String code) {
        return false;
    }

    /** What only this kind of target can measure, for the metrics. Asked once. */
    default List<TargetMeter> meters() {
        return List.of();
    }

    /** Releases the connections. Called once no write is under way any more; idempotent. */
    @Override
    void close();

    /** Takes the answers to one batch; safe for all threads. */
    interface Answers {
        /** @param index of the write in the batch */
        void answer(int index, Outcome outcome);
    }
}
