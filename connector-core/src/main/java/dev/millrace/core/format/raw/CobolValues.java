package dev.millrace.core.format.raw;

import dev.millrace.codec.CobolValue;
import dev.millrace.codec.columns.RecordColumn;
import dev.millrace.codec.columns.RecordColumns;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import java.util.ArrayList;
import java.util.List;

/** What fields of records hold as values of columns, and the way back: text, exact numbers, tables; NULL for an alternative that is absent. */
final class CobolValues {
    private CobolValues() {}

    /** Adds the columns of a record to a row. */
    static void addTo(Row.Builder row, RecordColumns columns, CobolValue.Group record) {
        List<CobolValue> values = columns.values(record);
        for (int i = 0; i < values.size(); i++) {
            RecordColumn column = columns.columns().get(i);
            row.add(column.name(), value(values.get(i), column));
        }
    }

    private static Value value(CobolValue value, RecordColumn column) {
        if (value instanceof CobolValue.Text text) {
            return new Value.Text(text.value());
        }
        if (value instanceof CobolValue.Decimal number) {
            return new Value.Decimal(number.value());
        }
        if (value instanceof CobolValue.Table table) {
            return new Value.Items(table.elements().stream()
                    .map(element -> value(element, column))
                    .toList());
        }
        return value instanceof CobolValue.Group group ? fields(group, column) : Value.Null.NULL;
    }

    private static Value fields(CobolValue.Group group, RecordColumn column) {
        Row.Builder row = new Row.Builder();
        addTo(row, column.fields().orElseThrow(), group);
        return new Value.Fields(row.build());
    }

    /** @throws Rejection {@code VALUE_TYPE} where no field of a record can have the value */
    static CobolValue written(Value value, RecordColumn column) throws Rejection {
        if (value instanceof Value.Text text) {
            return CobolValue.text(text.text());
        }
        if (value instanceof Value.Decimal number) {
            return CobolValue.number(number.number());
        }
        if (value instanceof Value.Items items) {
            List<CobolValue> elements = new ArrayList<>();
            for (Value element : items.values()) {
                elements.add(written(element, column));
            }
            return new CobolValue.Table(elements);
        }
        if (value instanceof Value.Fields fields && column.fields().isPresent()) {
            return written(fields.row(), column.fields().get());
        }
        if (value == Value.Null.NULL) {
            return CobolValue.ABSENT;
        }
        throw new Rejection(RejectionReason.VALUE_TYPE, column.name());
    }

    private static CobolValue.Group written(Row row, RecordColumns columns) throws Rejection {
        GivenColumns given = new GivenColumns(row);
        List<CobolValue> values = new ArrayList<>();
        for (RecordColumn column : columns.columns()) {
            values.add(written(given.take(column.name()), column));
        }
        given.requireAllTaken();
        return columns.record(values);
    }
}
