package dev.millrace.redis;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns rows of one table into commands. Immutable; safe for all threads. */
interface MappedTable {

    DefinedTable defined();

    default TargetTable targetTable() {
        return defined().table();
    }

    /** @throws RowRefused when the row can never be written */
    RowCommand command(RowWrite write) throws RowRefused;

    /** The command that reads what {@link #heldVersion} understands. */
    Command read(RowKey key) throws RowRefused;

    /** What all keys that hold versions of this table's rows begin with, and keys of nobody else. */
    String versionKeyPrefix();

    /** As {@link #read}, of a key that begins with {@link #versionKeyPrefix()}. */
    Command readAt(byte[] versionKey);

    /**
     * The version in the answer to {@link #read}; empty where nothing is held. Its width may be another one than the table's.
     *
     * @param reply as Jedis gives it: bytes, or null
     * @throws RowRefused when the key holds something that the connector did not write
     */
    Optional<ChangeVersion> heldVersion(@Nullable Object reply) throws RowRefused;
}
