package dev.millrace.postgres;

import java.sql.SQLException;

/**
 * Something about a table, not about the rows written to it: somebody has to mend the table, and no row is to be thrown away
 * for it. Its SQLSTATE is the server's, or a code of the connector's own.
 */
final class TableFault extends SQLException {
    private static final long serialVersionUID = 1L;

    /** A trigger, a rule or a policy kept the database from doing what it was told. */
    static final String ROWS_SUPPRESSED = "ROWS_SUPPRESSED";
    /** A trigger gave a row another key. */
    static final String KEY_CHANGED = "KEY_CHANGED";

    /** A column that was added to a table is there as another one. */
    static final String COLUMN_CHANGED = "COLUMN_CHANGED";

    TableFault(String what, String code) {
        super(what, code);
    }

    /** What a constraint of the version table refused: it says nothing about the row. */
    static TableFault ofVersionTable(SQLException error) {
        TableFault fault = new TableFault("the version table refused the versions", SqlStateClassifier.code(error));
        fault.initCause(error);
        return fault;
    }
}
