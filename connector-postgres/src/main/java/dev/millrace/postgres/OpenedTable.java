package dev.millrace.postgres;

import java.util.Set;

/**
 * A table that passed all checks.
 *
 * @param leftAlone names of its other columns, which the database fills
 * @param versionBytes of each of its versions
 */
record OpenedTable(String source, MappedTable table, Set<String> leftAlone, Held held, int versionBytes) {

    /** Where its versions can be read. */
    enum Held {
        IN_DATABASE,
        /** Nowhere yet: what holds them will be created by the first start that writes. */
        NOWHERE
    }
}
