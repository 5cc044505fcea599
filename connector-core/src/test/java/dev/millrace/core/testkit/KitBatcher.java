package dev.millrace.core.testkit;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kit's own way from changes to writes, so that the contract shares no code with the engine: a changed key becomes the
 * upsert of the new row and the delete of the old at one version, then the newest write of each row stays, of equal ones the
 * first.
 */
public final class KitBatcher implements Batcher {

    @Override
    public List<RowWrite> writes(List<Change> batch, Target target) throws Rejection {
        Map<RowId, RowWrite> newest = new LinkedHashMap<>();
        for (Change change : batch) {
            for (RowWrite write : split(change, target)) {
                newest.merge(
                        new RowId(write.table().name(), write.key()),
                        write,
                        (held, now) -> now.version().isNewerThan(held.version()) ? now : held);
            }
        }
        return List.copyOf(newest.values());
    }

    static List<RowWrite> split(Change change, Target target) throws Rejection {
        TargetTable table = target.table(change.table())
                .orElseThrow(() -> new AssertionError("the target does not take the kit's table " + change.table()));
        Row image = change.image();
        if (change.operation() == Operation.DELETE) {
            return List.of(delete(table, table.key(image), change));
        }
        List<Value> row = table.row(image);
        RowKey key = table.keyOf(row);
        List<RowWrite> writes = new ArrayList<>();
        writes.add(new RowWrite(table, key, change.version(), Optional.of(row)));
        if (change.before().isPresent()) {
            RowKey old = table.key(change.before().get());
            if (!old.equals(key)) {
                writes.add(delete(table, old, change));
            }
        }
        return writes;
    }

    private static RowWrite delete(TargetTable table, RowKey key, Change change) {
        return new RowWrite(table, key, change.version(), Optional.empty());
    }

    private record RowId(String table, RowKey key) {}
}
