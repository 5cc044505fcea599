package dev.millrace.simulator.generate;

import static dev.millrace.simulator.SimulatorError.COPYBOOK_INVALID;

import dev.millrace.codec.Copybook;
import dev.millrace.codec.DataType;
import dev.millrace.codec.ElementItem;
import dev.millrace.codec.GroupItem;
import dev.millrace.codec.Item;
import dev.millrace.codec.Occurs;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import java.util.ArrayList;
import java.util.List;

/** The columns of a copybook's record: one of each elementary field, those within groups too. */
final class RecordTable {
    private RecordTable() {}

    /** The columns; {@link SimulatorException} where the copybook has what a row cannot be made of. */
    static List<SourceColumn> columns(Copybook copybook) {
        List<SourceColumn> columns = new ArrayList<>();
        add(copybook, copybook.root(), columns);
        return columns;
    }

    private static void add(Copybook copybook, GroupItem group, List<SourceColumn> columns) {
        for (Item item : group.fields()) {
            if (!(item.occurs() instanceof Occurs.Once)) {
                throw unsupported(copybook, item.name() + " occurs several times");
            }
            if (item instanceof GroupItem inner) {
                add(copybook, inner, columns);
            } else if (item instanceof ElementItem element) {
                columns.add(new SourceColumn(SourceColumn.nameOf(element.name()), kind(copybook, element)));
            } else {
                throw unsupported(copybook, item.name() + " is redefined");
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
        throw unsupported(copybook, element.name() + " is a floating-point number");
    }

    private static SimulatorException unsupported(Copybook copybook, String what) {
        return new SimulatorException(
                COPYBOOK_INVALID,
                copybook.fileName(),
                what + ", and no row can be generated for that.",
                "give a copybook without OCCURS, REDEFINES, COMP-1 and COMP-2.");
    }
}
