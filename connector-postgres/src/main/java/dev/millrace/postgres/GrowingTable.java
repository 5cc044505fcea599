package dev.millrace.postgres;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table that gets a column for each one that appears at the source. Here it gets it in memory only; the first write of the new shape
 * makes it in the database, so that whatever keeps the database from it is a failed write like any other. Safe for all threads.
 */
final class GrowingTable {
    private static final Logger LOG = LoggerFactory.getLogger(GrowingTable.class);
    /** In one run: more than a source gets, and few enough for records that make up names. */
    static final int MOST_COLUMNS = 100;
    /** Every table has them. */
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private final Shapes shapes;
    private final Set<String> leftAlone;
    /** Written by the lane that has the lock, read by all. */
    private volatile Shape current;
    /** Guarded by the lock; in the order in which they came. */
    private final List<MappedColumn> added = new ArrayList<>();
    /** Guarded by the lock. */
    private boolean toldFull;

    GrowingTable(Shapes shapes, OpenedTable opened) {
        this.shapes = shapes;
        this.leftAlone = opened.leftAlone();
        this.current = shapes.of(opened.table());
    }

    /** As it is now. */
    TargetTable shape() {
        return current.table();
    }

    /** @throws Rejection {@code COLUMN_UNKNOWN} for a column that is not to be added, or any other that the image meets without it */
    TargetTable shapeFor(Change change) throws Rejection {
        TargetTable table = current.table();
        if (change.operation() == Operation.DELETE || !hasNewColumns(change.image(), table)) {
            return table;
        }
        return grown(change.image());
    }

    private static boolean hasNewColumns(Row image, TargetTable table) {
        for (int i = 0; i < image.size(); i++) {
            if (isNew(image, i, table)) {
                return true;
            }
        }
        return false;
    }

    /** A column that is NULL tells nothing about its type, and nothing is lost without it. */
    private static boolean isNew(Row image, int index, TargetTable table) {
        return image.value(index) != Value.Null.NULL && !table.knows(image.name(index));
    }

    private synchronized TargetTable grown(Row image) throws Rejection {
        MappedTable mapped = current.mapped();
        TargetTable table = current.table();
        // A record that is rejected anyhow adds nothing.
        List<Value> unused = table.row(image);
        List<MappedColumn> more = new ArrayList<>();
        for (int i = 0; i < image.size(); i++) {
            String name = TargetTable.targetName(image.name(i));
            if (isNew(image, i, table)
                    && more.stream().noneMatch(column -> column.name().equals(name))) {
                require(SourceNames.isPlain(image.name(i)) && isFree(name), table);
                more.add(new MappedColumn(name, ValueColumns.typeFor(image.value(i)), true, ""));
            }
        }
        if (more.isEmpty()) {
            return table;
        }
        require(hasRoomFor(more.size()), table);
        added.addAll(more);
        current = shapes.of(mapped.with(more), List.copyOf(added));
        return current.table();
    }

    private boolean hasRoomFor(int columns) {
        boolean room = added.size() + columns <= MOST_COLUMNS;
        if (!room && !toldFull) {
            toldFull = true;
            LOG.warn(
                    "{} has got {} columns since the start and gets no more before the next; records with others are dead"
                            + " letters",
                    current.table().name(),
                    added.size());
        }
        return room;
    }

    private boolean isFree(String name) {
        return !leftAlone.contains(name) && !SYSTEM_COLUMNS.contains(name) && !VersionColumns.INLINE.contains(name);
    }

    private static void require(boolean addable, TargetTable table) throws Rejection {
        if (!addable) {
            throw new Rejection(RejectionReason.COLUMN_UNKNOWN, table.name());
        }
    }
}
