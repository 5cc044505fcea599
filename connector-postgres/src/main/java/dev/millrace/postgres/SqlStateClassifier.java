package dev.millrace.postgres;

import dev.millrace.core.target.FailureKind;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/**
 * Tells from an error's SQLSTATE and the names in its fields, never from its text, what it means for what comes next. The states
 * are those of PostgreSQL's documentation, appendix "Error Codes"; the driver uses the same for its own errors.
 */
final class SqlStateClassifier {
    /** The code of an error that has no SQLSTATE. */
    static final String NO_SQLSTATE = "NO_SQLSTATE";

    /** The code of a row for which no request is large enough. */
    static final String REQUEST_TOO_LARGE = "REQUEST_TOO_LARGE";

    private static final String CHECK_VIOLATION = "23514";

    private SqlStateClassifier() {}

    static FailureKind kind(SQLException error) {
        return error instanceof TableFault || isMissingPartition(error) ? FailureKind.UNAVAILABLE : kind(code(error));
    }

    /**
     * A row for which the table has no partition has the state of a check constraint, but no constraint is named, only the
     * table. A trigger that raises the state names neither, unless it means to.
     */
    private static boolean isMissingPartition(SQLException error) {
        return code(error).equals(CHECK_VIOLATION)
                && error instanceof PSQLException refused
                && refused.getServerErrorMessage() != null
                && refused.getServerErrorMessage().getTable() != null
                && refused.getServerErrorMessage().getConstraint() == null;
    }

    /** No resources, shutdown, read only, a table that is not as it has to be: no row is to blame, whatever else is written. */
    static boolean isServersOwn(SQLException error) {
        String state = code(error);
        return error instanceof TableFault
                || error instanceof DataApiFault
                || isMissingPartition(error)
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.equals("25006");
    }

    /** Whether a constraint refused a row: NOT NULL, unique, foreign key, check. */
    static boolean isConstraint(SQLException error) {
        return code(error).startsWith("23");
    }

    /** "Connection does not exist" and "connection failure"; a connection that could not be made has another state. */
    static boolean isConnectionLoss(String state) {
        return state.equals("08003") || state.equals("08006");
    }

    static String code(SQLException error) {
        return Optional.ofNullable(error.getSQLState()).orElse(NO_SQLSTATE);
    }

    static FailureKind kind(String state) {
        return switch (state) {
            // Serialization failure, deadlock, lock not available, statement timeout, too many calls.
            case "40001", "40P01", "55P03", "57014", DataApiErrors.THROTTLED -> FailureKind.TRANSIENT;
            // Another row's unique or exclusive value, a row that is referred to and missing, or still referred to.
            // Never the
            // key itself: ON CONFLICT takes care of that one.
            case "23505", "23P01", "23503", "23001" -> FailureKind.DEPENDENCY;
            // NULL, a check constraint, an index entry too large. And one row twice in a batch, which bisection parts.
            case "23502", CHECK_VIOLATION, "54000", "21000", REQUEST_TOO_LARGE -> FailureKind.POISON;
            // No such database or schema.
            case "3D000", "3F000" -> FailureKind.FATAL;
            default -> ofClass(state);
        };
    }

    /** Connection lost (08), no resources (53), shutdown (57P), read only (25006) are UNAVAILABLE like all that is unknown. */
    private static FailureKind ofClass(String state) {
        if (state.startsWith("22")) {
            return FailureKind.POISON;
        }
        // Login refused; syntax, missing table or column, no privilege.
        if (state.startsWith("28") || state.startsWith("42")) {
            return FailureKind.FATAL;
        }
        return FailureKind.UNAVAILABLE;
    }
}
