package dev.millrace.keyspaces;

/** The columns beside the source's, in every table. */
final class VersionColumns {
    /** The version of the newest change, bytes; never NULL in a row that the connector wrote. */
    static final String VERSION = "millrace_version";
    /** Whether the row is a tombstone. */
    static final String DELETED = "millrace_deleted";

    private VersionColumns() {}

    static boolean contains(String column) {
        return column.equals(VERSION) || column.equals(DELETED);
    }
}
