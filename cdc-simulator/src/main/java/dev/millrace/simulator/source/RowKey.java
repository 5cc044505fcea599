package dev.millrace.simulator.source;

import java.util.List;

/**
 * The key of a row within its table.
 *
 * @param values the values of the key columns, in the key's order: {@code String} or {@code BigDecimal}
 */
public record RowKey(List<Object> values) {

    /** Copies the list. */
    public RowKey {
        values = List.copyOf(values);
    }

    /** A key of these values. */
    public static RowKey of(Object... values) {
        return new RowKey(List.of(values));
    }
}
