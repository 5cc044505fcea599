package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table of the target as the connector found it: its columns in their order, and which of them are the key. Turns the
 * source's images into canonical values. Immutable; safe for all threads.
 *
 * <p>A source's column is the target's of the same name, or of the same name in lower case with underscores for hyphens:
 * {@code ACCOUNT-ID}, {@code ACCOUNT_ID} and {@code account_id} are one column.
 */
public final class TargetTable {
    private static final int IGNORED = -1;

    private final String name;
    private final List<Column> columns;
    private final List<Integer> keyIndexes;
    private final Map<String, Integer> indexes = new HashMap<>();
    /** Table and column, as rejections name them: made once, since every value of every record may need one. */
    private final String[] places;

    /**
     * @param name as the target writes it
     * @param keyIndexes of the key's columns in {@code columns}, in the key's order; at least one
     */
    public TargetTable(String name, List<Column> columns, List<Integer> keyIndexes) {
        this(name, columns, keyIndexes, Set.of());
    }

    /** @param ignored names of the source's columns that are left out here; any other unknown column is rejected */
    public TargetTable(String name, List<Column> columns, List<Integer> keyIndexes, Set<String> ignored) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.keyIndexes = List.copyOf(keyIndexes);
        this.places = columns.stream().map(column -> name + "." + column.name()).toArray(String[]::new);
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i).name();
            indexes.put(column, i);
            indexes.putIfAbsent(column.toUpperCase(Locale.ROOT), i);
        }
        for (String column : ignored) {
            indexes.putIfAbsent(column, IGNORED);
            indexes.putIfAbsent(targetName(column), IGNORED);
        }
    }

    public String name() {
        return name;
    }

    public List<Column> columns() {
        return columns;
    }

    /** Indexes of the key's columns in {@link #columns()}, in the key's order. */
    public List<Integer> keyIndexes() {
        return keyIndexes;
    }

    /** The name that a source's column has in the target, unless the target has the source's very name. */
    public static String targetName(String sourceName) {
        return sourceName.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** The key that the image names; columns outside the key are not looked at. */
    public RowKey key(Row image) throws Rejection {
        @Nullable Value[] key = new @Nullable Value[keyIndexes.size()];
        for (int i = 0; i < image.size(); i++) {
            int column = indexOf(image.name(i));
            int part = keyIndexes.indexOf(column);
            if (part < 0) {
                continue;
            }
            if (key[part] != null) {
                throw new Rejection(RejectionReason.COLUMN_DUPLICATE, place(column));
            }
            key[part] = canonical(column, image.value(i));
        }
        Value[] complete = new Value[key.length];
        for (int i = 0; i < key.length; i++) {
            Value value = key[i];
            if (value == null || value == Value.Null.NULL) {
                throw new Rejection(RejectionReason.KEY_MISSING, place(keyIndexes.get(i)));
            }
            complete[i] = value;
        }
        return new RowKey(complete);
    }

    /** The full row in the order of {@link #columns()}, canonical. */
    public List<Value> row(Row image) throws Rejection {
        @Nullable Value[] values = bind(image);
        Value[] row = new Value[values.length];
        for (int i = 0; i < values.length; i++) {
            Value value = values[i];
            if (value == null && image.nullsLeftOut()) {
                value = Value.Null.NULL;
            }
            if (value == null) {
                boolean key = keyIndexes.contains(i);
                throw new Rejection(key ? RejectionReason.KEY_MISSING : RejectionReason.COLUMN_MISSING, place(i));
            }
            if (value == Value.Null.NULL && !columns.get(i).nullable()) {
                boolean key = keyIndexes.contains(i);
                throw new Rejection(key ? RejectionReason.KEY_MISSING : RejectionReason.VALUE_NULL, place(i));
            }
            row[i] = value;
        }
        return List.of(row);
    }

    /** The key of a row in the order of {@link #columns()}. */
    public RowKey keyOf(List<Value> row) {
        Value[] key = new Value[keyIndexes.size()];
        for (int i = 0; i < key.length; i++) {
            key[i] = row.get(keyIndexes.get(i));
        }
        return new RowKey(key);
    }

    private @Nullable Value[] bind(Row image) throws Rejection {
        @Nullable Value[] values = new @Nullable Value[columns.size()];
        for (int i = 0; i < image.size(); i++) {
            int index = indexOf(image.name(i));
            if (index == IGNORED) {
                continue;
            }
            if (values[index] != null) {
                throw new Rejection(RejectionReason.COLUMN_DUPLICATE, place(index));
            }
            Value value = image.value(i);
            values[index] =
                    value == Value.Null.NULL ? value : columns.get(index).type().canonical(value, place(index));
        }
        return values;
    }

    private Value canonical(int column, Value value) throws Rejection {
        return value == Value.Null.NULL ? value : columns.get(column).type().canonical(value, place(column));
    }

    private int indexOf(String sourceName) throws Rejection {
        Integer index = indexes.get(sourceName);
        if (index == null) {
            index = indexes.get(targetName(sourceName));
        }
        if (index == null) {
            // Not the name itself: of a garbled record, it may be data.
            throw new Rejection(RejectionReason.COLUMN_UNKNOWN, name);
        }
        return index;
    }

    private String place(int column) {
        return places[column];
    }
}
