package dev.millrace.simulator.generate;

import dev.millrace.simulator.source.RowLayout;
import dev.millrace.simulator.source.SourceTable;
import java.util.List;
import java.util.Optional;

/**
 * A table, segment or file of the generator.
 *
 * @param table with the columns of the layout
 * @param layout of its records, and of its parents' keys
 * @param parent its object name; empty for what has none
 * @param rows that it begins with
 */
public record GeneratedObject(ObjectKind kind, SourceTable table, RowLayout layout, Optional<String> parent, int rows) {

    /** The name of the table with its schema. */
    public String name() {
        return table.objectName();
    }

    /** Places of the key's columns among those of its record, without those of the parents. */
    List<Integer> ownKey() {
        int first = layout.parentColumns().size();
        return table.key().stream()
                .map(table::indexOf)
                .filter(column -> column >= first)
                .map(column -> column - first)
                .toList();
    }
}
