package dev.millrace.simulator.generate;

import dev.millrace.codec.Copybook;
import dev.millrace.simulator.source.SourceTable;
import java.util.Optional;

/**
 * A table, segment or file of the generator.
 *
 * @param table whose first columns are those of the parents' keys
 * @param parentColumns how many those are
 * @param layout of its records, without the parents' keys
 * @param parentLayout of the parents' keys; empty for what has no parent
 * @param parent its object name; empty for what has none
 * @param rows that it begins with
 */
public record GeneratedObject(
        ObjectKind kind,
        SourceTable table,
        int parentColumns,
        Copybook layout,
        Optional<Copybook> parentLayout,
        Optional<String> parent,
        int rows) {

    /** The name of the table with its schema. */
    public String name() {
        return table.objectName();
    }
}
