package dev.millrace.core.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image of a row as the source sent it: column names as the source writes them, in the source's order, each with its value.
 * Immutable. A column may stand in it twice; whoever binds it to a table refuses that.
 */
public final class Row {
    private final List<String> names;
    private final List<Value> values;
    private final boolean nullsLeftOut;

    private Row(List<String> names, List<Value> values, boolean nullsLeftOut) {
        this.names = names;
        this.values = values;
        this.nullsLeftOut = nullsLeftOut;
    }

    /** Whether a column that is not here is NULL; else it is missing. */
    public boolean nullsLeftOut() {
        return nullsLeftOut;
    }

    public int size() {
        return names.size();
    }

    /** @param index 0 to {@link #size()} - 1 */
    public String name(int index) {
        return names.get(index);
    }

    /** @param index 0 to {@link #size()} - 1 */
    public Value value(int index) {
        return values.get(index);
    }

    /** The value of the first column of this name. */
    public Optional<Value> find(String name) {
        int index = names.indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(values.get(index));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row that
                && names.equals(that.names)
                && values.equals(that.values)
                && nullsLeftOut == that.nullsLeftOut;
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + values.hashCode();
    }

    /** Names only: values are personal data. */
    @Override
    public String toString() {
        return "Row" + names;
    }

    /** Collects the columns of one row; not to be used after {@link #build()}. For one thread. */
    public static final class Builder {
        private final List<String> names = new ArrayList<>();
        private final List<Value> values = new ArrayList<>();

        public Builder add(String name, Value value) {
            names.add(name);
            values.add(value);
            return this;
        }

        public Row build() {
            return new Row(names, values, false);
        }

        /** Of a source that leaves NULLs out. */
        public Row buildWithoutNulls() {
            return new Row(names, values, true);
        }
    }
}
