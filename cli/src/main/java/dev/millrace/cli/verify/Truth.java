package dev.millrace.cli.verify;

import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.truth.TruthReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The true state of the source, from a file that the simulator wrote.
 *
 * @param rows by table's target name
 */
public record Truth(List<SourceTable> tables, Map<String, List<SourceRow>> rows) {

    /** Reads it into memory. */
    public static Truth read(Path file) {
        Map<String, List<SourceRow>> rows = new HashMap<>();
        try (TruthReader reader = TruthReader.open(file)) {
            for (Optional<SourceRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.computeIfAbsent(row.get().table().targetName(), name -> new ArrayList<>())
                        .add(row.get());
            }
            return new Truth(reader.tables(), rows);
        }
    }

    /** What has to be in a target. */
    Truth in(TargetKind target) {
        List<SourceTable> replicated = new ArrayList<>();
        Map<String, List<SourceRow>> found = new HashMap<>();
        for (SourceTable table : tables) {
            ReplicatedTable there = ReplicatedTable.of(target, table);
            replicated.add(there.table());
            found.put(table.targetName(), rowsOf(table).stream().map(there::row).toList());
        }
        return new Truth(replicated, found);
    }

    List<SourceRow> rowsOf(SourceTable table) {
        return rows.getOrDefault(table.targetName(), List.of());
    }
}
