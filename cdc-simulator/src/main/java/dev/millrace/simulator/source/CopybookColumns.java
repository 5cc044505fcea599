package dev.millrace.simulator.source;

import dev.millrace.codec.CobolValue;
import dev.millrace.codec.DataType;
import dev.millrace.codec.ElementItem;
import dev.millrace.codec.Occurs;
import dev.millrace.codec.columns.RecordColumn;
import dev.millrace.codec.columns.RecordColumns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A copybook's record as columns of a source: those that connectors have of it, and their values. */
public final class CopybookColumns {
    private CopybookColumns() {}

    /** The columns, in their order. */
    public static List<SourceColumn> of(RecordColumns columns) {
        return columns.columns().stream().map(CopybookColumns::column).toList();
    }

    /** The values that a record has in them. */
    public static List<Object> values(RecordColumns columns, CobolValue.Group record) {
        List<CobolValue> values = columns.values(record);
        List<Object> converted = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            converted.add(value(columns.columns().get(i), values.get(i)));
        }
        return converted;
    }

    private static SourceColumn column(RecordColumn column) {
        ColumnKind kind = column.item() instanceof ElementItem element
                ? kind(element.type())
                : new ColumnKind.Struct(of(column.fields().orElseThrow()));
        return new SourceColumn(
                column.name(),
                column.item().occurs() == Occurs.ONCE ? kind : new ColumnKind.Array(kind),
                switch (column.presence()) {
                    case ALWAYS -> SourceColumn.Presence.ALWAYS;
                    case SOMETIMES -> SourceColumn.Presence.SOMETIMES;
                });
    }

    private static ColumnKind kind(DataType type) {
        if (type instanceof DataType.Text text) {
            return new ColumnKind.Text(text.length());
        }
        if (type instanceof DataType.WideText text) {
            return new ColumnKind.Text(text.positions());
        }
        if (type instanceof DataType.Numeric number) {
            int scale = Math.max(0, number.scale());
            BigDecimal most = new BigDecimal(number.most(), number.scale()).setScale(scale);
            return new ColumnKind.Decimal(Math.max(most.precision(), scale), scale);
        }
        return new ColumnKind.Floating();
    }

    private static Object value(RecordColumn column, CobolValue value) {
        if (value instanceof CobolValue.Text text) {
            return text.value();
        }
        if (value instanceof CobolValue.Decimal number) {
            return number.value();
        }
        if (value instanceof CobolValue.Table table) {
            return table.elements().stream()
                    .map(element -> value(column, element))
                    .toList();
        }
        return value instanceof CobolValue.Group group
                ? List.copyOf(values(column.fields().orElseThrow(), group))
                : SourceNull.NULL;
    }
}
