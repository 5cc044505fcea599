package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.ColumnRules.MissingColumns;
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
    private static final int LEFT_OUT = -1;

    private final String name;
    private final List<Column> columns;
    private final List<Integer> keyIndexes;
    private final ColumnRules rules;
    private final Map<String, Integer> indexes = new HashMap<>();
    /** Table and column, as rejections name them: made once, since every value of every record may need one. */
    private final String[] places;

    /**
     * @param name as the target writes it
     * @param keyIndexes of the key's columns in {@code columns}, in the key's order; at least one
     */
    public TargetTable(String name, List<Column> columns, List<Integer> keyIndexes) {
        this(name, columns, keyIndexes, ColumnRules.strict(Set.of()));
    }

    /** @param ignored names of the source's columns that are left out here; any other unknown column is rejected */
    public TargetTable(String name, List<Column> columns, List<Integer> keyIndexes, Set<String> ignored) {
        this(name, columns, keyIndexes, ColumnRules.strict(ignored));
    }

    /** @param rules for images that do not have exactly these columns */
    public TargetTable(String name, List<Column> columns, List<Integer> keyIndexes, ColumnRules rules) {
        this.name = name;
        this.rules = rules;
        this.columns = List.copyOf(columns);
        this.keyIndexes = List.copyOf(keyIndexes);
        this.places = columns.stream().map(column -> name + "." + column.name()).toArray(String[]::new);
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i).name();
            indexes.put(column, i);
            indexes.putIfAbsent(column.toUpperCase(Locale.ROOT), i);
        }
        for (String column : rules.ignored()) {
            indexes.putIfAbsent(column, LEFT_OUT);
            indexes.putIfAbsent(targetName(column), LEFT_OUT);
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

    /**
     * Whether it is the same table of the target, perhaps with other columns: a row of the one is a row of the other, and the keys of both
     * are alike.
     */
    public boolean isSameAs(TargetTable other) {
        return this == other || name.equals(other.name);
    }

    /** Whether a column of the source has its place here, or is left out on purpose. */
    public boolean knows(String sourceName) {
        return find(sourceName) != null;
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
            if (value == null && (image.nullsLeftOut() || mayBeMissing(i))) {
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

    private boolean mayBeMissing(int column) {
        return rules.missing() == MissingColumns.NULL && columns.get(column).nullable();
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
            if (index == LEFT_OUT) {
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
        @Nullable Integer index = find(sourceName);
        if (index == null) {
            rules.unknown().met(name, sourceName);
            return LEFT_OUT;
        }
        return index;
    }

    private @Nullable Integer find(String sourceName) {
        @Nullable Integer index = indexes.get(sourceName);
        return index == null ? indexes.get(targetName(sourceName)) : index;
    }

    private String place(int column) {
        return places[column];
    }
}
