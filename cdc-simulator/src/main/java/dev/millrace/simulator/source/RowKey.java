package dev.millrace.simulator.source;

import java.util.List;

/**
 * The key of a row within its table.
 *
 * @param values the values of the key columns, in the key's order: {@code String} or {@code BigDecimal}
 */
public record RowKey(List<Object> values) {
    /** Knuth's multiplier: 2^32 divided by the golden ratio, and odd. */
    private static final int SPREAD = 0x9E3779B1;

    /** Copies the list. */
    public RowKey {
        values = List.copyOf(values);
    }

    /** A key of these values. */
    public static RowKey of(Object... values) {
        return new RowKey(List.of(values));
    }

    /** Spreads keys of small numbers and short texts, which a list's own hash puts on few values. */
    @Override
    public int hashCode() {
        int hash = 0;
        for (Object value : values) {
            hash = (hash + value.hashCode()) * SPREAD;
        }
        return hash ^ (hash >>> 15);
    }
}
