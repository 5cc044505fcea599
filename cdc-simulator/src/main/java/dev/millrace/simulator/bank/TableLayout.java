package dev.millrace.simulator.bank;

import static dev.millrace.simulator.SimulatorError.COPYBOOK_INVALID;
import static dev.millrace.simulator.SimulatorError.FIELD_KIND;
import static dev.millrace.simulator.SimulatorError.FIELD_MISSING;

import dev.millrace.codec.CodecException;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.columns.RecordColumns;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.CopybookColumns;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceTable;
import java.util.List;
import java.util.Map;

/** Makes a table of a copybook: a column of each elementary field, those within groups too. There is nothing else in the bank's records. */
final class TableLayout {
    private TableLayout() {}

    /** The table of a bank's record; {@link SimulatorException} where the copybook lacks what the bank needs. */
    static SourceTable of(BankRecord record, Copybook copybook) {
        List<SourceColumn> columns = columns(copybook);
        for (Map.Entry<String, FieldNeed> need : record.needs().entrySet()) {
            check(copybook, columns, need.getKey(), need.getValue());
        }
        try {
            return new SourceTable(BankTables.SCHEMA, record.table(), columns, record.keyColumns());
        } catch (IllegalArgumentException e) {
            throw invalid(copybook, e.getMessage() + ".", "give every field a name of its own.");
        }
    }

    private static List<SourceColumn> columns(Copybook copybook) {
        List<SourceColumn> columns;
        try {
            columns = CopybookColumns.of(RecordColumns.of(copybook));
        } catch (CodecException unsound) {
            throw invalid(copybook, unsound.place() + ": " + unsound.problem() + ".", unsound.fix() + ".");
        }
        // The bank's business makes rows column by column: two meanings of the same bytes would not stay together.
        for (SourceColumn column : columns) {
            if (!column.kind().isPlain() || column.presence() == SourceColumn.Presence.SOMETIMES) {
                throw invalid(
                        copybook,
                        column.name() + " occurs several times, shares its bytes or is a floating-point number.",
                        "give the bank records without OCCURS, REDEFINES, COMP-1 and COMP-2; the generator takes them.");
            }
        }
        return columns;
    }

    private static void check(Copybook copybook, List<SourceColumn> columns, String field, FieldNeed need) {
        String name = SourceColumn.nameOf(field);
        SourceColumn column = columns.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SimulatorException(
                        FIELD_MISSING,
                        copybook.fileName(),
                        "record " + copybook.name() + " has no field " + field + ".",
                        "add the field, or use the name " + field + " for it."));
        if (!need.accepts(column.kind())) {
            throw new SimulatorException(
                    FIELD_KIND,
                    copybook.fileName(),
                    "field " + field + " is a " + column.kind() + ".",
                    "give it a picture like " + need.picture() + ".");
        }
    }

    private static SimulatorException invalid(Copybook copybook, String why, String fix) {
        return new SimulatorException(COPYBOOK_INVALID, copybook.fileName(), why, fix);
    }
}
