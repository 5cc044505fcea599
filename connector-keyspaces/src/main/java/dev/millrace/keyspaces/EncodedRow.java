package dev.millrace.keyspaces;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One write's values as the protocol writes them, by the table's columns; a delete has those of the key alone. Immutable. */
final class EncodedRow {
    private final @Nullable ByteBuffer[] values;
    private final ByteBuffer version;
    private final boolean deleted;

    private EncodedRow(@Nullable ByteBuffer[] values, ByteBuffer version, boolean deleted) {
        this.values = values;
        this.version = version;
        this.deleted = deleted;
    }

    static EncodedRow of(MappedTable table, RowWrite write) {
        @Nullable ByteBuffer[] values = key(table, write.key());
        write.row()
                .ifPresent(row -> table.valueIndexes().forEach(index -> encode(table, index, row.get(index), values)));
        return new EncodedRow(values, ByteBuffer.wrap(write.version().toBytes()), write.isDelete());
    }

    /** To ask for, not to write: without a version. */
    static EncodedRow of(MappedTable table, RowKey key) {
        return new EncodedRow(key(table, key), ByteBuffer.allocate(0), false);
    }

    private static @Nullable ByteBuffer[] key(MappedTable table, RowKey key) {
        @Nullable ByteBuffer[] values = new @Nullable ByteBuffer[table.columns().size()];
        List<Integer> indexes = table.keyIndexes();
        for (int part = 0; part < indexes.size(); part++) {
            encode(table, indexes.get(part), key.value(part), values);
        }
        return values;
    }

    private static void encode(MappedTable table, int index, Value value, @Nullable ByteBuffer[] values) {
        values[index] = table.columns().get(index).type().encode(value);
    }

    /** Null for NULL. */
    @Nullable
    ByteBuffer value(int column) {
        return values[column];
    }

    ByteBuffer version() {
        return version;
    }

    boolean deleted() {
        return deleted;
    }

    /** In bytes; NULL has none. */
    int sizeOf(List<Integer> columns) {
        int size = 0;
        for (int column : columns) {
            ByteBuffer value = values[column];
            size += value == null ? 0 : value.remaining();
        }
        return size;
    }
}
