package dev.millrace.postgres;

/**
 * A column that takes a column of the source.
 *
 * @param collation in SQL, of the column's own; empty text where it has none or its type's
 */
record MappedColumn(String name, SqlType type, boolean nullable, String collation) {

    String sql() {
        return Identifier.quote(name);
    }
}
