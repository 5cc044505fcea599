package dev.millrace.simulator.bank;

import static dev.millrace.simulator.SimulatorError.COPYBOOK_INVALID;
import static dev.millrace.simulator.SimulatorError.FIELD_KIND;
import static dev.millrace.simulator.SimulatorError.FIELD_MISSING;

import dev.millrace.codec.Copybook;
import dev.millrace.codec.DataType;
import dev.millrace.codec.ElementItem;
import dev.millrace.codec.GroupItem;
import dev.millrace.codec.Item;
import dev.millrace.codec.Occurs;
import dev.millrace.codec.Redefinition;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a table of a copybook: a column of each elementary field, those within groups too. */
final class TableLayout {
    private TableLayout() {}

    /** The table of a bank's record; {@link SimulatorException} where the copybook lacks what the bank needs. */
    static SourceTable of(BankRecord record, Copybook copybook) {
        List<SourceColumn> columns = new ArrayList<>();
        addColumns(copybook, copybook.root(), columns);
        for (Map.Entry<String, FieldNeed> need : record.needs().entrySet()) {
            check(copybook, columns, need.getKey(), need.getValue());
        }
        try {
            return new SourceTable(BankTables.SCHEMA, record.table(), columns, record.keyColumns());
        } catch (IllegalArgumentException e) {
            throw invalid(copybook, e.getMessage() + ".", "give every field a name of its own.");
        }
    }

    private static void addColumns(Copybook copybook, GroupItem record, List<SourceColumn> columns) {
        if (record.items().stream().anyMatch(Redefinition.class::isInstance)) {
            throw invalid(copybook, record.name() + " has a REDEFINES clause.", "give all bytes one meaning.");
        }
        for (Item item : record.fields()) {
            if (item.occurs() != Occurs.ONCE) {
                throw invalid(
                        copybook, item.name() + " occurs several times.", "give each occurrence a field of its own.");
            }
            if (item instanceof GroupItem group) {
                addColumns(copybook, group, columns);
            } else if (item instanceof ElementItem element) {
                columns.add(new SourceColumn(SourceColumn.nameOf(element.name()), kind(copybook, element)));
            }
        }
    }

    private static ColumnKind kind(Copybook copybook, ElementItem element) {
        if (element.type() instanceof DataType.Text text) {
            return new ColumnKind.Text(text.length());
        }
        if (element.type() instanceof DataType.ZonedDecimal number) {
            return new ColumnKind.Decimal(number.digits(), number.scale());
        }
        throw invalid(
                copybook, element.name() + " is no text and no number of USAGE DISPLAY.", "give it another USAGE.");
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
