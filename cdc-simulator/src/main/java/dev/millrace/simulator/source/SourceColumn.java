package dev.millrace.simulator.source;

import java.util.Locale;

/**
 * A column of a source table.
 *
 * @param name as a change record carries it: upper case with underscores, {@code ACCOUNT_ID}
 */
public record SourceColumn(String name, ColumnKind kind) {

    /** The column's name in the target: {@code account_id}. */
    public String targetName() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The column's name of a copybook field: {@code ACCOUNT-ID} becomes {@code ACCOUNT_ID}. */
    public static String nameOf(String field) {
        return field.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
