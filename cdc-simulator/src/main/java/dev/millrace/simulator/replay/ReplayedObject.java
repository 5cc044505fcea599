package dev.millrace.simulator.replay;

import dev.millrace.codec.dataset.RecordFormat;
import dev.millrace.simulator.generate.ObjectKind;
import dev.millrace.simulator.source.RowLayout;
import dev.millrace.simulator.source.SourceTable;
import java.nio.file.Path;
import java.util.List;

/**
 * A table or file whose rows come from data sets.
 *
 * @param kind what keeps its rows at the source
 * @param layout of the records
 * @param generations data sets of all its rows, the oldest first, at least one
 * @param format of the data sets
 */
public record ReplayedObject(
        ObjectKind kind, SourceTable table, RowLayout layout, List<Path> generations, RecordFormat format) {

    /** Copies the list. */
    public ReplayedObject {
        generations = List.copyOf(generations);
    }
}
