package dev.millrace.simulator.source;

import static dev.millrace.simulator.SimulatorError.COPYBOOK_INVALID;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CobolValue;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.DataType;
import dev.millrace.codec.ElementItem;
import dev.millrace.codec.GroupItem;
import dev.millrace.codec.Item;
import dev.millrace.codec.Occurs;
import dev.millrace.codec.Redefinition;
import dev.millrace.simulator.SimulatorException;
import java.util.ArrayList;
import java.util.List;

/** The columns of a copybook's record, and its rows: one column of each elementary field, those within groups too. */
public final class CopybookColumns {
    private CopybookColumns() {}

    /** The columns; {@link SimulatorException} where the copybook has what a row cannot be made of. */
    public static List<SourceColumn> of(Copybook copybook) {
        List<SourceColumn> columns = new ArrayList<>();
        add(copybook, copybook.root(), columns);
        return columns;
    }

    /** The row that a record holds; the table has the record's columns. */
    public static SourceRow row(SourceTable table, CobolRecord record) {
        List<Object> values = new ArrayList<>(table.columns().size());
        addValues(record.fields(), values);
        return SourceRow.of(table, values);
    }

    private static void addValues(CobolValue.Group group, List<Object> values) {
        for (CobolValue value : group.values()) {
            if (value instanceof CobolValue.Group inner) {
                addValues(inner, values);
            } else if (value instanceof CobolValue.Decimal number) {
                values.add(number.value());
            } else if (value instanceof CobolValue.Text text) {
                values.add(text.value());
            }
        }
    }

    private static void add(Copybook copybook, GroupItem group, List<SourceColumn> columns) {
        // What is redefined is a field like any other, but two meanings of the same bytes are no two columns of a row.
        if (group.items().stream().anyMatch(Redefinition.class::isInstance)) {
            throw unsupported(copybook, group.name() + " has a REDEFINES clause");
        }
        for (Item item : group.fields()) {
            if (!(item.occurs() instanceof Occurs.Once)) {
                throw unsupported(copybook, item.name() + " occurs several times");
            }
            if (item instanceof GroupItem inner) {
                add(copybook, inner, columns);
            } else if (item instanceof ElementItem element) {
                columns.add(new SourceColumn(SourceColumn.nameOf(element.name()), kind(copybook, element)));
            }
        }
    }

    private static ColumnKind kind(Copybook copybook, ElementItem element) {
        if (element.type() instanceof DataType.Text text) {
            return new ColumnKind.Text(text.length());
        }
        if (element.type() instanceof DataType.Numeric number) {
            return number.scale() < 0
                    ? new ColumnKind.Decimal(number.digits() - number.scale(), 0)
                    : new ColumnKind.Decimal(Math.max(number.digits(), number.scale()), number.scale());
        }
        throw unsupported(copybook, element.name() + " is neither text nor a decimal number");
    }

    private static SimulatorException unsupported(Copybook copybook, String what) {
        return new SimulatorException(
                COPYBOOK_INVALID,
                copybook.fileName(),
                what + ", which no column of the simulator can have.",
                "give each occurrence a field of its own, all bytes one meaning, and no field COMP-1, COMP-2 or national.");
    }
}
