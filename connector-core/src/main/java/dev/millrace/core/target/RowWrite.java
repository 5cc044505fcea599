package dev.millrace.core.target;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import java.util.List;
import java.util.Optional;

/**
 * One conditional write of one row: to be done if and only if the target holds neither this version nor a newer one of it.
 *
 * @param row canonical, in the order of the table's columns; empty for a delete
 */
public record RowWrite(TargetTable table, RowKey key, ChangeVersion version, Optional<List<Value>> row) {

    public boolean isDelete() {
        return row.isEmpty();
    }

    /** The hash of the key only: rows are personal data. */
    @Override
    public String toString() {
        return (isDelete() ? "delete " : "upsert ") + table.name() + " " + key + " " + version;
    }
}
