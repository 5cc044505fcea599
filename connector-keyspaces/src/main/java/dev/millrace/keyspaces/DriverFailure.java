package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.CASWriteUnknownException;
import com.datastax.oss.driver.api.core.servererrors.FunctionFailureException;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ProtocolError;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import dev.millrace.core.target.Continuity;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.TargetException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * What an error of the driver means for what comes next. Its class decides, never its text, which may carry data.
 *
 * @param code the error's name, as the protocol's specification or the driver calls it
 * @param known whether the statement was certainly not done
 */
record DriverFailure(FailureKind kind, String code, Outcome.Scope scope, boolean known) {
    /** A statement was under way on a connection that broke. */
    static final String CONNECTION_LOST = "CONNECTION_LOST";
    /** The server refused the statement or one of its values: which of both, only another look at the table tells. */
    static final String INVALID_QUERY = "INVALID_QUERY";

    /** No node could be asked at all. */
    static final String NO_NODE_AVAILABLE = "NO_NODE_AVAILABLE";

    static final String OVERLOADED = "OVERLOADED";
    static final String WRITE_TIMEOUT = "WRITE_TIMEOUT";
    static final String READ_TIMEOUT = "READ_TIMEOUT";
    static final String DRIVER_TIMEOUT = "DRIVER_TIMEOUT";
    static final String CONNECTIONS_BUSY = "CONNECTIONS_BUSY";
    /** The code of what is a defect of the connector, or a case of the driver that is not listed. */
    static final String INTERNAL_ERROR = "INTERNAL_ERROR";

    static DriverFailure of(Throwable thrown) {
        Throwable error = unwrapped(thrown);
        if (error instanceof AllNodesFailedException none) {
            return ofNodes(none.getAllErrors().values());
        }
        if (error instanceof TargetException target) {
            return new DriverFailure(target.kind(), target.code(), Outcome.Scope.BATCH, true);
        }
        return ofTransient(error);
    }

    /** Of a question, which no row is to blame for: where it is refused, nothing that is written to the table can succeed. */
    static DriverFailure ofQuestion(Throwable thrown) {
        DriverFailure failure = of(thrown);
        return failure.kind == FailureKind.POISON ? fatal(failure.code) : failure;
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? unwrapped(cause) : thrown;
    }

    private static DriverFailure ofTransient(Throwable error) {
        if (error instanceof WriteTimeoutException) {
            // Amazon Keyspaces says so too where it throttles.
            return again(WRITE_TIMEOUT, false);
        }
        if (error instanceof ReadTimeoutException) {
            return again(READ_TIMEOUT, false);
        }
        if (error instanceof CASWriteUnknownException) {
            return again("CAS_WRITE_UNKNOWN", false);
        }
        if (error instanceof DriverTimeoutException) {
            return again(DRIVER_TIMEOUT, false);
        }
        if (error instanceof OverloadedException) {
            return again(OVERLOADED, true);
        }
        if (error instanceof BusyConnectionException || error instanceof RequestThrottlingException) {
            return again(CONNECTIONS_BUSY, true);
        }
        return ofServer(error);
    }

    private static DriverFailure again(String code, boolean known) {
        return new DriverFailure(FailureKind.TRANSIENT, code, Outcome.Scope.ROW, known);
    }

    private static DriverFailure ofServer(Throwable error) {
        if (error instanceof UnavailableException) {
            return gone("UNAVAILABLE", true);
        }
        if (error instanceof BootstrappingException) {
            return gone("IS_BOOTSTRAPPING", true);
        }
        if (error instanceof WriteFailureException) {
            return gone("WRITE_FAILURE", false);
        }
        if (error instanceof ReadFailureException) {
            return gone("READ_FAILURE", false);
        }
        if (error instanceof FunctionFailureException) {
            return gone("FUNCTION_FAILURE", true);
        }
        if (error instanceof ProtocolError) {
            return gone("PROTOCOL_ERROR", true);
        }
        if (error instanceof ServerError) {
            return gone("SERVER_ERROR", false);
        }
        return ofStatement(error);
    }

    /** No row is to blame, whatever else is written. */
    private static DriverFailure gone(String code, boolean known) {
        return new DriverFailure(FailureKind.UNAVAILABLE, code, Outcome.Scope.BATCH, known);
    }

    private static DriverFailure ofStatement(Throwable error) {
        if (error instanceof InvalidQueryException) {
            return new DriverFailure(FailureKind.POISON, INVALID_QUERY, Outcome.Scope.ROW, true);
        }
        if (error instanceof FrameTooLongException) {
            return new DriverFailure(FailureKind.POISON, "FRAME_TOO_LONG", Outcome.Scope.ROW, true);
        }
        if (error instanceof UnauthorizedException) {
            return fatal("UNAUTHORIZED");
        }
        if (error instanceof SyntaxError) {
            return fatal("SYNTAX_ERROR");
        }
        if (error instanceof InvalidConfigurationInQueryException) {
            return fatal("CONFIG_ERROR");
        }
        if (error instanceof AuthenticationException) {
            return fatal("AUTHENTICATION");
        }
        if (error instanceof ClosedConnectionException || error instanceof HeartbeatException) {
            // A write alone in a broken connection may be what broke it.
            return new DriverFailure(FailureKind.UNAVAILABLE, CONNECTION_LOST, Outcome.Scope.ROW, false);
        }
        // What may be our own defect must not throw a record away.
        return gone(INTERNAL_ERROR, false);
    }

    private static DriverFailure fatal(String code) {
        return new DriverFailure(FailureKind.FATAL, code, Outcome.Scope.BATCH, true);
    }

    /** Of what every node of the plan answered; where none was tried, none could be reached. */
    private static DriverFailure ofNodes(Collection<List<Throwable>> errors) {
        List<DriverFailure> each = errors.stream()
                .flatMap(List::stream)
                .map(DriverFailure::of)
                .filter(failure -> !failure.code.equals(INTERNAL_ERROR))
                .toList();
        if (each.isEmpty()) {
            return gone(NO_NODE_AVAILABLE, true);
        }
        DriverFailure last = each.get(each.size() - 1);
        boolean known = each.stream().allMatch(DriverFailure::known);
        return new DriverFailure(last.kind, last.code, last.scope, known);
    }

    /** Whether the server itself said that it has too much to do. */
    static boolean isServersThrottling(String code) {
        return switch (code) {
            case OVERLOADED, WRITE_TIMEOUT, READ_TIMEOUT -> true;
            default -> false;
        };
    }

    /** Whether fewer statements at once would help. */
    static boolean isThrottling(String code) {
        return switch (code) {
            case DRIVER_TIMEOUT, CONNECTIONS_BUSY -> true;
            default -> isServersThrottling(code);
        };
    }

    /** Reports it where what answers next may be another server; to be called before anybody learns of it. */
    DriverFailure toldTo(Continuity continuity) {
        if (code.equals(NO_NODE_AVAILABLE)) {
            continuity.broken();
        }
        return this;
    }

    /** The same of a statement on a table, which may be gone: then the next one of its name may be another. */
    DriverFailure toldTo(Continuity continuity, String table) {
        if (kind == FailureKind.FATAL && code.equals(INVALID_QUERY)) {
            continuity.lost(table);
        }
        return toldTo(continuity);
    }

    Outcome.Failed outcome() {
        return new Outcome.Failed(kind, code, scope);
    }

    TargetException exception() {
        return new TargetException(kind, code);
    }
}
