package dev.millrace.simulator.capture;

import dev.millrace.simulator.segment.LogEnd;
import dev.millrace.simulator.segment.SegmentLog;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.unit.CapturedChange;
import dev.millrace.simulator.unit.PartHeader;
import dev.millrace.simulator.unit.PartWriter;
import dev.millrace.simulator.unit.UnitPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
     * @return how many changes it has
     */
    int append(long unit, long stck, List<RowChange> changes) {
        List<CapturedChange> part = new ArrayList<>();
        int size = 0;
        int appended = 0;
        for (RowChange change : changes) {
            CapturedChange captured = table(change).capture(change);
            if (size > 0 && size + captured.bytes() > PART_BYTES) {
                append(unit, stck, part, false);
                appended += part.size();
                part.clear();
                size = 0;
            }
            part.add(captured);
            size += captured.bytes();
        }
        append(unit, stck, part, true);
        return appended + part.size();
    }

    private CapturedTable table(RowChange change) {
        @Nullable CapturedTable table = tables.get(change.row().table().objectName());
        if (table == null) {
            throw new IllegalStateException(change.row().table().objectName() + " is not captured");
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
