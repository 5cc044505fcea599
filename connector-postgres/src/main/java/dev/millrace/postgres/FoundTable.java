package dev.millrace.postgres;

import java.util.List;
import java.util.Optional;

/**
 * A table as the catalog has it.
 *
 * @param kind what it is, in words: {@value #TABLE}, or what the connector does not write to
 * @param rowSecurity whether policies decide which rows the connector's role sees and writes
 * @param owner the role that owns it
 * @param owned whether the connector's role is its owner, or has the owner's role
 * @param missingPrivileges that the connector's role would need and lacks, such as {@code DELETE}
 * @param uniqueIndexes the valid ones
 * @param deleting foreign keys of other rows through which a delete of the table's rows reaches them
 */
record FoundTable(
        String kind,
        boolean rowSecurity,
        String owner,
        boolean owned,
        List<FoundColumn> columns,
        List<String> missingPrivileges,
        List<UniqueIndex> uniqueIndexes,
        List<DeletingKey> deleting) {
    static final String TABLE = "table";

    Optional<FoundColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** Who fills a column. */
    enum Filled {
        BY_WRITER,
        /** A default steps in where the writer leaves it out. */
        BY_DEFAULT,
        BY_IDENTITY,
        BY_IDENTITY_ALWAYS,
        GENERATED
    }

    /**
     * @param type in SQL, with its length
     * @param collation in SQL; empty text where it is its type's
     * @param exactText whether two texts that differ are never equal to the server
     */
    record FoundColumn(String name, String type, boolean notNull, Filled filled, String collation, boolean exactText) {}

    /**
     * A foreign key that does more than refuse when a row that it refers to is deleted.
     *
     * @param referring the table that has it
     * @param action in SQL, such as {@code CASCADE}
     */
    record DeletingKey(String name, QualifiedName referring, String action) {}

    /**
     * @param columns plain columns, without included ones
     * @param plain whether all it compares are plain columns, checked at once and not at commit
     * @param predicate empty text where it covers all rows
     * @param nullsEqual whether two NULLs violate it
     */
    record UniqueIndex(String name, List<String> columns, boolean plain, String predicate, boolean nullsEqual) {
        boolean covers(List<String> key) {
            return plain && predicate.isEmpty() && columns.size() == key.size() && columns.containsAll(key);
        }
    }
}
