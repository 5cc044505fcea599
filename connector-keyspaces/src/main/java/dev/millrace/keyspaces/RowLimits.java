package dev.millrace.keyspaces;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What Amazon Keyspaces takes of one row, by the rules of its documentation ("Quotas", "Estimate row size"). Cassandra takes more; the
 * rules hold for both, so that what passes the tests against a Cassandra passes the service.
 */
final class RowLimits {
    /** A key column of text or bytes is empty. */
    static final String KEY_EMPTY = "KEY_EMPTY";

    static final String PARTITION_KEY_TOO_LARGE = "PARTITION_KEY_TOO_LARGE";
    static final String CLUSTERING_KEY_TOO_LARGE = "CLUSTERING_KEY_TOO_LARGE";
    static final String ROW_TOO_LARGE = "ROW_TOO_LARGE";

    /** Columns outside the key that one statement may write, the version's two included. */
    static final int MOST_COLUMNS = 225;
    /** Collections within collections. */
    static final int DEEPEST = 5;

    static final int MOST_PARTITION_KEY_BYTES = 2_048;
    static final int MOST_CLUSTERING_KEY_BYTES = 850;
    static final int MOST_ROW_BYTES = 1 << 20;

    private static final int ROW_METADATA = 100;
    private static final int PARTITION_COLUMN_METADATA = 3;
    private static final int COLLECTION_METADATA = 3;
    private static final int COLUMNS_PER_ID_BYTE = 62;
    /** Nothing is counted more often by the service's rules than as this many times its bytes in the protocol. */
    private static final int MOST_OFTEN = 4;

    private RowLimits() {}

    /** The code of the first limit that the row breaks. */
    static Optional<String> broken(MappedTable table, RowWrite write, EncodedRow row) {
        Optional<String> ofKey = ofKey(table, row);
        if (ofKey.isPresent()) {
            return ofKey;
        }
        int key = row.sizeOf(table.partitionIndexes()) + row.sizeOf(table.clusteringIndexes());
        long sent = (long) key + row.sizeOf(table.valueIndexes());
        boolean surelyFits = MOST_OFTEN * sent + overhead(table) <= MOST_ROW_BYTES;
        return surelyFits || bytes(table, write, row) <= MOST_ROW_BYTES ? Optional.empty() : Optional.of(ROW_TOO_LARGE);
    }

    /** The code of the first limit that the row's key breaks. */
    static Optional<String> ofKey(MappedTable table, EncodedRow row) {
        for (int column : table.keyIndexes()) {
            ByteBuffer value = row.value(column);
            if (value == null || !value.hasRemaining()) {
                return Optional.of(KEY_EMPTY);
            }
        }
        if (row.sizeOf(table.partitionIndexes()) > MOST_PARTITION_KEY_BYTES) {
            return Optional.of(PARTITION_KEY_TOO_LARGE);
        }
        return row.sizeOf(table.clusteringIndexes()) > MOST_CLUSTERING_KEY_BYTES
                ? Optional.of(CLUSTERING_KEY_TOO_LARGE)
                : Optional.empty();
    }

    private static long overhead(MappedTable table) {
        int columns = table.columns().size() + 2;
        return ROW_METADATA
                + (long) columns * (idBytes(columns) + COLLECTION_METADATA)
                + Long.BYTES * (long) table.columns().size()
                + 100;
    }

    /** The size by which the service counts. */
    static long bytes(MappedTable table, RowWrite write, EncodedRow row) {
        int columns = table.columns().size() + 2;
        long bytes = ROW_METADATA;
        // The key is kept twice.
        bytes += 2L
                * (row.sizeOf(table.partitionIndexes())
                        + PARTITION_COLUMN_METADATA * table.partitionIndexes().size());
        int clustering = row.sizeOf(table.clusteringIndexes());
        bytes += 2L * (clustering + (clustering + 4) / 5);
        for (int column : table.valueIndexes()) {
            Value value = write.row().map(values -> values.get(column)).orElse(Value.Null.NULL);
            bytes += idBytes(columns) + bytes(value);
        }
        return bytes + 2L * idBytes(columns) + row.version().remaining() + 1;
    }

    private static int idBytes(int columns) {
        return (columns + COLUMNS_PER_ID_BYTE - 1) / COLUMNS_PER_ID_BYTE;
    }

    private static long bytes(Value value) {
        if (value instanceof Value.Text text) {
            return text.text().getBytes(StandardCharsets.UTF_8).length;
        }
        if (value instanceof Value.Binary binary) {
            return binary.bytes().length;
        }
        if (value instanceof Value.Decimal decimal) {
            return (decimal.number().precision() + 1L) / 2 + 1;
        }
        if (value instanceof Value.Items items) {
            return ofCollection(items.values());
        }
        if (value instanceof Value.Group group) {
            return ofCollection(group.values());
        }
        // Dates and times are smaller; timestamps that are text have up to 32 characters.
        return value instanceof Value.Timestamp ? 32 : value == Value.Null.NULL || value instanceof Value.Bool ? 1 : 8;
    }

    private static long ofCollection(List<Value> values) {
        long bytes = COLLECTION_METADATA;
        for (Value value : values) {
            bytes += 1 + bytes(value);
        }
        return bytes;
    }
}
