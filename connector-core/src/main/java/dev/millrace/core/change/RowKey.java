package dev.millrace.core.change;

import java.util.Arrays;
import java.util.List;

/**
 * The key of a row in its target table: the values of the key columns in the table's key order, in their canonical form, so
 * that two keys are equal if and only if the target holds one row for them. Immutable, ordered, its hash computed once.
 */
public final class RowKey implements Comparable<RowKey> {
    private final Value[] values;
    private final int hash;

    /** @param values canonical, none of them NULL; handed over */
    public RowKey(Value... values) {
        this.values = values;
        this.hash = Arrays.hashCode(values);
    }

    public int size() {
        return values.length;
    }

    /** @param index 0 to {@link #size()} - 1 */
    public Value value(int index) {
        return values[index];
    }

    public List<Value> values() {
        return List.of(values);
    }

    @Override
    public int compareTo(RowKey other) {
        for (int i = 0; i < values.length; i++) {
            int order = Value.compare(values[i], other.values[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey that && hash == that.hash && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The hash only: keys are personal data. */
    @Override
    public String toString() {
        return "RowKey#" + Integer.toHexString(hash);
    }
}
