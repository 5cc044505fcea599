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

    List<SourceRow> rowsOf(SourceTable table) {
        return rows.getOrDefault(table.targetName(), List.of());
    }
}
