package dev.millrace.postgres;

/** A table that passed all checks. */
record OpenedTable(String source, MappedTable table, Held held) {

    /** Where its versions can be read. */
    enum Held {
        IN_DATABASE,
        /** Nowhere yet: what holds them will be created by the first start that writes. */
        NOWHERE
    }
}
