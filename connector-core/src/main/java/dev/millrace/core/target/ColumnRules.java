package dev.millrace.core.target;

import java.util.Set;

/**
 * What becomes of an image whose columns are not those of its table.
 *
 * @param ignored names of the source's columns that are left out
 * @param unknown of any other column that the table does not have
 */
public record ColumnRules(Set<String> ignored, UnknownColumns unknown, MissingColumns missing) {
    public ColumnRules {
        ignored = Set.copyOf(ignored);
    }

    /** What becomes of a column that a full image lacks. */
    public enum MissingColumns {
        REJECTED,
        /** It is NULL, where it may be. */
        NULL
    }

    /** Images have the table's columns, and those that are left out on purpose. */
    public static ColumnRules strict(Set<String> ignored) {
        return new ColumnRules(ignored, UnknownColumns.REJECTED, MissingColumns.REJECTED);
    }
}
