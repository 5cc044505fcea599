package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups: fields with names, whose names are found as those of a table's columns are.
 *
 * @param fields at least one, no name twice
 */
public record StructType(List<Column> fields) implements ColumnType {
    public StructType {
        fields = List.copyOf(fields);
    }

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        if (value instanceof Value.Group group && group.values().size() == fields.size()) {
            return canonical(group.values(), place);
        }
        if (value instanceof Value.Fields given) {
            return canonical(ordered(given.row(), place), place);
        }
        throw new Rejection(RejectionReason.VALUE_TYPE, place);
    }

    private Value canonical(List<Value> values, String place) throws Rejection {
        List<Value> canonical = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            Value value = values.get(i);
            canonical.add(
                    value == Value.Null.NULL ? value : fields.get(i).type().canonical(value, place));
        }
        return new Value.Group(canonical);
    }

    /** The values in the order of the fields. */
    private List<Value> ordered(Row row, String place) throws Rejection {
        @Nullable Value[] values = new @Nullable Value[fields.size()];
        for (int i = 0; i < row.size(); i++) {
            int field = indexOf(row.name(i));
            if (field < 0) {
                throw new Rejection(RejectionReason.COLUMN_UNKNOWN, place);
            }
            if (values[field] != null) {
                throw new Rejection(RejectionReason.COLUMN_DUPLICATE, place);
            }
            values[field] = row.value(i);
        }
        List<Value> ordered = new ArrayList<>(values.length);
        for (Value value : values) {
            if (value == null && !row.nullsLeftOut()) {
                throw new Rejection(RejectionReason.COLUMN_MISSING, place);
            }
            ordered.add(value == null ? Value.Null.NULL : value);
        }
        return ordered;
    }

    private int indexOf(String sourceName) {
        String targetName = TargetTable.targetName(sourceName);
        int found = -1;
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name();
            if (name.equals(sourceName)) {
                return i;
            }
            if (name.equals(targetName)) {
                found = i;
            }
        }
        return found;
    }
}
