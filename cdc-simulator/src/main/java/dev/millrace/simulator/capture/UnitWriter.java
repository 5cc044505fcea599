package dev.millrace.simulator.capture;

import dev.millrace.simulator.segment.LogEnd;
import dev.millrace.simulator.segment.SegmentLog;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.unit.CapturedChange;
import dev.millrace.simulator.unit.PartHeader;
import dev.millrace.simulator.unit.PartWriter;
import dev.millrace.simulator.unit.UnitPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Appends committed units of work to the log, large ones in parts. Owned by one thread. */
final class UnitWriter {
    private static final int PART_BYTES = 1 << 20;

    private final SegmentLog log;
    private final Map<String, CapturedTable> tables;
    private final PartWriter writer = new PartWriter();

    /** @param tables by {@link dev.millrace.simulator.source.SourceTable#objectName()}; every table of the source */
    UnitWriter(SegmentLog log, Map<String, CapturedTable> tables) {
        this.log = log;
        this.tables = tables;
    }

    /**
     * Appends a unit.
     *
     * @param stck the store clock of its commit
     */
    void append(CommittedUnit unit, long stck) {
        List<CapturedChange> part = new ArrayList<>();
        int size = 0;
        for (CapturedChange change : (Iterable<CapturedChange>) capture(unit)::iterator) {
            if (size > 0 && size + change.bytes() > PART_BYTES) {
                append(unit.number(), stck, part, false);
                part.clear();
                size = 0;
            }
            part.add(change);
            size += change.bytes();
        }
        append(unit.number(), stck, part, true);
    }

    private Stream<CapturedChange> capture(CommittedUnit unit) {
        return unit instanceof CommittedUnit.Changed changed
                ? changed.changes().stream().map(change -> table(change.row()).capture(change))
                : ((CommittedUnit.Loaded) unit)
                        .rows().stream().map(row -> table(row).load(row));
    }

    private CapturedTable table(SourceRow row) {
        @Nullable CapturedTable table = tables.get(row.table().objectName());
        if (table == null) {
            throw new IllegalStateException(row.table().objectName() + " is not captured");
        }
        return table;
    }

    private void append(long unit, long stck, List<CapturedChange> changes, boolean last) {
        LogEnd end = log.end();
        // The position grows with what the log has written, as an RBA does.
        long bytes = changes.stream().mapToLong(CapturedChange::bytes).sum();
        PartHeader header = new PartHeader(last, unit, stck, end.position() + bytes, end.ordinal() + 1, changes.size());
        log.append(header, writer.write(new UnitPart(header, changes)));
    }
}
