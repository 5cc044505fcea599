package dev.millrace.simulator.source;

import java.util.Locale;

/**
 * A column of a source table, or a field of a group in one.
 *
 * @param name as a change record carries it: upper case with underscores, {@code ACCOUNT_ID}
 * @param presence whether every row has a value in it
 */
public record SourceColumn(String name, ColumnKind kind, Presence presence) {

    /** How often a column has a value. */
    public enum Presence {
        ALWAYS,
        /** Else it is NULL. */
        SOMETIMES
    }

    /** A column that always has a value. */
    public SourceColumn(String name, ColumnKind kind) {
        this(name, kind, Presence.ALWAYS);
    }

    /** True where the value is one that the column can have. */
    boolean holds(Object value) {
        return value == SourceNull.NULL ? presence == Presence.SOMETIMES : kind.holds(value);
    }

    /** The column's name in the target: {@code account_id}. */
    public String targetName() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The column's name of a copybook field: {@code ACCOUNT-ID} becomes {@code ACCOUNT_ID}. */
    public static String nameOf(String field) {
        return field.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
