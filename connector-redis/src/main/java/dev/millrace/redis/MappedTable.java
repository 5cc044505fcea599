package dev.millrace.redis;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns rows of one table into commands. Immutable; safe for all threads. */
interface MappedTable {

    TargetTable targetTable();

    /** @throws RowRefused when the row can never be written */
    RowCommand command(RowWrite write) throws RowRefused;

    /** The command that reads what {@link #heldVersion} understands. */
    Command read(RowKey key) throws RowRefused;

    /**
     * The version in the answer to {@link #read}; empty where nothing is held.
     *
     * @param reply as Jedis gives it: bytes, or null
     * @throws RowRefused when the key holds something that the connector did not write
     */
    Optional<ChangeVersion> heldVersion(@Nullable Object reply) throws RowRefused;
}
