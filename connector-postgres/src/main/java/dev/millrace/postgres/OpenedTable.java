package dev.millrace.postgres;

/**
 * A table that passed all checks.
 *
 * @param versionBytes of each of its versions
 */
record OpenedTable(String source, MappedTable table, Held held, int versionBytes) {

    /** Where its versions can be read. */
    enum Held {
        IN_DATABASE,
        /** Nowhere yet: what holds them will be created by the first start that writes. */
        NOWHERE
    }
}
