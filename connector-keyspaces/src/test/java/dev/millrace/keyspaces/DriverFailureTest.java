package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.CASWriteUnknownException;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
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
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome.Scope;
import dev.millrace.core.target.TargetException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each error of the driver, and what it means. */
class DriverFailureTest {
    /** Some node; nothing is asked of it. */
    static final Node NODE = (Node) Proxy.newProxyInstance(
            DriverFailureTest.class.getClassLoader(),
            new Class<?>[] {Node.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "hashCode" -> 1;
                case "equals" -> proxy == arguments[0];
                case "toString" -> "a node";
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private static final EndPoint END_POINT = new EndPoint() {
        @Override
        public SocketAddress resolve() {
            return InetSocketAddress.createUnresolved("node", 1);
        }

        @Override
        public String asMetricPrefix() {
            return "node";
        }
    };

    private static final DefaultConsistencyLevel QUORUM = DefaultConsistencyLevel.LOCAL_QUORUM;

    private record Case(Throwable error, FailureKind kind, String code, Scope scope, boolean known) {}

    static Stream<Case> errors() {
        return Stream.of(
                again(new WriteTimeoutException(NODE, QUORUM, 0, 2, DefaultWriteType.CAS), "WRITE_TIMEOUT", false),
                again(new WriteTimeoutException(NODE, QUORUM, 1, 2, DefaultWriteType.SIMPLE), "WRITE_TIMEOUT", false),
                again(new ReadTimeoutException(NODE, QUORUM, 0, 2, false), "READ_TIMEOUT", false),
                again(new CASWriteUnknownException(NODE, QUORUM, 1, 2), "CAS_WRITE_UNKNOWN", false),
                again(new DriverTimeoutException("text"), "DRIVER_TIMEOUT", false),
                again(new OverloadedException(NODE), "OVERLOADED", true),
                again(new BusyConnectionException(1), "CONNECTIONS_BUSY", true),
                gone(new UnavailableException(NODE, QUORUM, 2, 1), "UNAVAILABLE", true),
                gone(new BootstrappingException(NODE), "IS_BOOTSTRAPPING", true),
                gone(
                        new WriteFailureException(NODE, QUORUM, 1, 2, DefaultWriteType.CAS, 1, Map.of()),
                        "WRITE_FAILURE",
                        false),
                gone(new ReadFailureException(NODE, QUORUM, 1, 2, 1, false, Map.of()), "READ_FAILURE", false),
                gone(new FunctionFailureException(NODE, "text"), "FUNCTION_FAILURE", true),
                gone(new ProtocolError(NODE, "text"), "PROTOCOL_ERROR", true),
                gone(new ServerError(NODE, "text"), "SERVER_ERROR", false),
                gone(new NoNodeAvailableException(), "NO_NODE_AVAILABLE", true),
                poison(new InvalidQueryException(NODE, "text"), "INVALID_QUERY"),
                poison(new FrameTooLongException(new InetSocketAddress(0), "text"), "FRAME_TOO_LONG"),
                fatal(new UnauthorizedException(NODE, "text"), "UNAUTHORIZED"),
                fatal(new SyntaxError(NODE, "text"), "SYNTAX_ERROR"),
                fatal(new InvalidConfigurationInQueryException(NODE, "text"), "CONFIG_ERROR"),
                fatal(new AuthenticationException(END_POINT, "text"), "AUTHENTICATION"),
                lost(new ClosedConnectionException("text"), "CONNECTION_LOST"),
                lost(
                        new HeartbeatException(new InetSocketAddress(0), "text", new IllegalStateException()),
                        "CONNECTION_LOST"),
                gone(new IllegalStateException("text"), "INTERNAL_ERROR", false),
                fatal(new TargetException(FailureKind.FATAL, "VERSION_WIDTH_DIFFERS"), "VERSION_WIDTH_DIFFERS"));
    }

    private static Case again(Throwable error, String code, boolean known) {
        return new Case(error, FailureKind.TRANSIENT, code, Scope.ROW, known);
    }

    private static Case gone(Throwable error, String code, boolean known) {
        return new Case(error, FailureKind.UNAVAILABLE, code, Scope.BATCH, known);
    }

    private static Case poison(Throwable error, String code) {
        return new Case(error, FailureKind.POISON, code, Scope.ROW, true);
    }

    private static Case fatal(Throwable error, String code) {
        return new Case(error, FailureKind.FATAL, code, Scope.BATCH, true);
    }

    private static Case lost(Throwable error, String code) {
        return new Case(error, FailureKind.UNAVAILABLE, code, Scope.ROW, false);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void eachErrorHasItsMeaning(Case expected) {
        DriverFailure failure = new DriverFailure(expected.kind(), expected.code(), expected.scope(), expected.known());
        assertEquals(failure, DriverFailure.of(expected.error()));
        assertEquals(failure, DriverFailure.of(new CompletionException(expected.error())));
    }

    @Test
    void whatAllNodesAnsweredCounts() {
        AllNodesFailedException busy = all(new NodeUnavailableException(NODE), new BusyConnectionException(1));
        assertEquals("CONNECTIONS_BUSY", DriverFailure.of(busy).code());
        AllNodesFailedException down = all(new NodeUnavailableException(NODE));
        assertEquals(
                new DriverFailure(FailureKind.UNAVAILABLE, "NO_NODE_AVAILABLE", Scope.BATCH, true),
                DriverFailure.of(down));
        AllNodesFailedException doubtful = all(new ClosedConnectionException("text"), new BusyConnectionException(1));
        assertFalse(DriverFailure.of(doubtful).known(), "one of the nodes may have done it");
    }

    private static AllNodesFailedException all(Throwable... errors) {
        return AllNodesFailedException.fromErrors(
                Stream.of(errors).map(error -> Map.entry(NODE, error)).toList());
    }

    @Test
    void throttlingIsWhatFewerStatementsAtOnceWouldHelp() {
        assertTrue(List.of("OVERLOADED", "WRITE_TIMEOUT", "READ_TIMEOUT", "DRIVER_TIMEOUT", "CONNECTIONS_BUSY").stream()
                .allMatch(DriverFailure::isThrottling));
        assertFalse(DriverFailure.isThrottling("CAS_WRITE_UNKNOWN"));
        assertFalse(DriverFailure.isThrottling("CAS_UNDECIDED"));
        assertFalse(DriverFailure.isThrottling("UNAVAILABLE"));
    }

    @Test
    void theServerThrottlesWhereItAnsweredSoItself() {
        assertTrue(List.of("OVERLOADED", "WRITE_TIMEOUT", "READ_TIMEOUT").stream()
                .allMatch(DriverFailure::isServersThrottling));
        assertFalse(List.of("DRIVER_TIMEOUT", "CONNECTIONS_BUSY", "UNAVAILABLE").stream()
                .anyMatch(DriverFailure::isServersThrottling));
    }
}
