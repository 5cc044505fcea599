package dev.millrace.core.engine;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import java.util.List;
import java.util.Optional;

/** What a change means for its target table. */
final class ChangeWrites {
    private ChangeWrites() {}

    /**
     * One conditional write, or two of one version where an update moved the row to another key: the upsert of the new row,
     * then the delete of the old.
     */
    static List<RowWrite> of(Change change, TargetTable table) throws Rejection {
        Row image = change.image();
        if (change.operation() == Operation.DELETE) {
            return List.of(delete(change, table, table.key(image)));
        }
        List<Value> row = table.row(image);
        RowWrite upsert = new RowWrite(table, table.keyOf(row), change.version(), Optional.of(row));
        if (change.operation() == Operation.UPDATE && change.before().isPresent()) {
            RowKey old = table.key(change.before().get());
            if (!old.equals(upsert.key())) {
                return List.of(upsert, delete(change, table, old));
            }
        }
        return List.of(upsert);
    }

    private static RowWrite delete(Change change, TargetTable table, RowKey key) {
        return new RowWrite(table, key, change.version(), Optional.empty());
    }
}
