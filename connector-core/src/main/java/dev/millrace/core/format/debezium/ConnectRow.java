package dev.millrace.core.format.debezium;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import java.util.HashMap;
import java.util.Map;

/** How the columns of a row are read. Immutable. */
final class ConnectRow {
    private final Map<String, ConnectValue> columns;

    private ConnectRow(Map<String, ConnectValue> columns) {
        this.columns = columns;
    }

    /**
     * @param schema of a structure
     * @throws Rejection {@code UNDECODABLE}
     */
    static ConnectRow of(Row schema) throws Rejection {
        Map<String, ConnectValue> columns = new HashMap<>();
        for (Map.Entry<String, Row> field : ConnectTypes.fields(schema).entrySet()) {
            columns.put(field.getKey(), ConnectTypes.of(field.getValue()));
        }
        return new ConnectRow(columns);
    }

    /** The row with the values that its columns mean. */
    Row read(Row json) throws Rejection {
        Row.Builder row = new Row.Builder();
        for (int i = 0; i < json.size(); i++) {
            ConnectValue column = columns.get(json.name(i));
            if (column == null) {
                throw new Rejection(RejectionReason.UNDECODABLE, ConnectTypes.SCHEMA);
            }
            row.add(json.name(i), column.read(json.value(i)));
        }
        return row.build();
    }
}
