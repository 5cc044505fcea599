package dev.millrace.redis;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Rows as fields of a hash: text forms with every digit, bytes as they are, arrays and groups as JSON; of NULL there is no field.
 * Immutable; safe for all threads.
 */
final class RowFields {
    private final byte[][] names;
    private final ColumnType[] types;

    RowFields(List<Column> columns) {
        this.names = columns.stream()
                .map(column -> column.name().getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.types = columns.stream().map(Column::type).toArray(ColumnType[]::new);
    }

    /** Adds names and values in turn. */
    void addTo(List<byte[]> arguments, List<Value> row) {
        for (int i = 0; i < names.length; i++) {
            Value value = row.get(i);
            if (value != Value.Null.NULL) {
                arguments.add(names[i]);
                arguments.add(bytes(types[i], value));
            }
        }
    }

    private static byte[] bytes(ColumnType type, Value value) {
        if (value instanceof Value.Binary binary) {
            return binary.bytes();
        }
        if (value instanceof Value.Items || value instanceof Value.Group) {
            return RowJson.of(type, value);
        }
        return ValueText.of(type, value).getBytes(StandardCharsets.UTF_8);
    }
}
