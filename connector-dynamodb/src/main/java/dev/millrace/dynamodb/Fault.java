package dev.millrace.dynamodb;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.TargetException;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * What a failed call means for what comes next. The service's error codes are those of its documentation ("Error handling with DynamoDB",
 * "Common errors"). Whatever is not known is {@code UNAVAILABLE}.
 *
 * @param code the service's own, an {@link ItemFault}, or one of those here; stable, without data
 */
record Fault(FailureKind kind, String code) {
    /** No answer in time. The write may have been made. */
    static final String TIMEOUT = "TIMEOUT";
    /** The address does not answer at all. It says nothing about the service's other addresses. */
    static final String CONNECT_TIMEOUT = "CONNECT_TIMEOUT";
    /** Nobody listens at the address. */
    static final String CONNECTION_REFUSED = "CONNECTION_REFUSED";
    /** There is no way to the address, or no port to go out by. */
    static final String HOST_UNREACHABLE = "HOST_UNREACHABLE";
    /** The connection broke while the call was under way. */
    static final String CONNECTION_LOST = "CONNECTION_LOST";

    static final String HOST_UNKNOWN = "HOST_UNKNOWN";
    /** Who answers has a certificate that is not trusted or is for another name. Who speaks no TLS at all is {@link #CONNECTION_LOST}. */
    static final String TLS_FAILED = "TLS_FAILED";
    /** The client could not even make the call: no credentials, closed. */
    static final String CLIENT_FAILED = "CLIENT_FAILED";
    /** The table, or an index of it, has another key than at the start. */
    static final String KEY_SCHEMA_CHANGED = "KEY_SCHEMA_CHANGED";

    static final String RESOURCE_NOT_FOUND = "ResourceNotFoundException";

    /** Stands for codes that are not known here and that the client calls throttling. */
    private static final String THROTTLED = "Throttling";

    private static final Set<String> THROTTLING = Set.of(
            "ProvisionedThroughputExceededException",
            "ThrottlingException",
            THROTTLED,
            "RequestLimitExceeded",
            "RequestThrottled",
            "RequestThrottledException",
            "TooManyRequestsException",
            "SlowDown");

    private static final String VALIDATION = "ValidationException";

    /** What the service says of a value for which there is no code here. */
    private static final Set<String> VALUE_TEXTS =
            Set.of("nesting levels", "empty string", "empty set", "empty value", "duplicates", "numeric value");

    private static final Set<String> ACCESS = Set.of("AccessDeniedException", "AccessDenied", "NotAuthorized");

    private static final Set<String> CREDENTIALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "OptInRequired",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException");

    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final int INTERNAL_ERROR = 500;

    static Fault of(Throwable failure) {
        Throwable error = unwrapped(failure);
        return error instanceof AwsServiceException answered ? ofAnswer(answered) : ofClient(error);
    }

    /** What the SDK's future was completed with. */
    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? unwrapped(cause) : failure;
    }

    /** Whether the write was under way on a connection that was there and broke. */
    static boolean isConnectionLoss(String code) {
        return code.equals(CONNECTION_LOST);
    }

    /** Whether the service said that it is asked too often. */
    static boolean isThrottling(Outcome.Failed failed) {
        return failed.kind() == FailureKind.TRANSIENT && THROTTLING.contains(failed.code());
    }

    /** Whether the role may not do what was asked for. */
    boolean isAccessDenied() {
        return ACCESS.contains(code);
    }

    /** Whether nobody knows who asks. */
    boolean isLoginRefused() {
        return CREDENTIALS.contains(code);
    }

    /** Only a lost connection may be the write's own fault; of all else that is unavailable no write is to blame. */
    Outcome.Failed outcome() {
        boolean nobodysFault = kind == FailureKind.UNAVAILABLE && !isConnectionLoss(code);
        return new Outcome.Failed(kind, code, nobodysFault ? Outcome.Scope.BATCH : Outcome.Scope.ROW);
    }

    TargetException exception() {
        return new TargetException(kind, code);
    }

    private static Fault ofAnswer(AwsServiceException error) {
        String code = code(error);
        if (THROTTLING.contains(code)) {
            return fault(FailureKind.TRANSIENT, code);
        }
        if (ACCESS.contains(code) || CREDENTIALS.contains(code)) {
            return fault(FailureKind.FATAL, code);
        }
        return switch (code) {
            case "InternalServerError",
                    "InternalServerErrorException",
                    "InternalFailure",
                    "ReplicatedWriteConflictException",
                    "TransactionConflictException",
                    "TransactionInProgressException",
                    "RequestTimeout",
                    "RequestTimeoutException" -> fault(FailureKind.TRANSIENT, code);
            case "ItemCollectionSizeLimitExceededException" -> poison(ItemFault.ITEM_COLLECTION_TOO_LARGE);
            case VALIDATION -> ofValidation(text(error));
            case RESOURCE_NOT_FOUND -> fault(FailureKind.FATAL, code);
            default -> ofStatus(error, code);
        };
    }

    /** Codes that are not known here, and answers of proxies, which have none. */
    private static Fault ofStatus(AwsServiceException error, String code) {
        if (error.isThrottlingException()) {
            return fault(FailureKind.TRANSIENT, THROTTLED);
        }
        return switch (error.statusCode()) {
            case INTERNAL_ERROR, BAD_GATEWAY, GATEWAY_TIMEOUT -> fault(FailureKind.TRANSIENT, code);
            default -> fault(FailureKind.UNAVAILABLE, code);
        };
    }

    /**
     * The service has one code for all that is wrong with a request; only its text tells an item from a table. What is not known to be about
     * one item is nobody's poison: it may be about all of them.
     */
    private static Fault ofValidation(String text) {
        if (text.contains("item size")) {
            return poison(ItemFault.ITEM_TOO_LARGE);
        }
        boolean otherIndex = text.contains("type mismatch for index key") && !text.contains("actual: null");
        if (otherIndex
                || text.contains("does not match the schema")
                || text.contains("type mismatch for key")
                || text.contains("missing the key")) {
            return fault(FailureKind.UNAVAILABLE, KEY_SCHEMA_CHANGED);
        }
        if (text.contains("index key")) {
            return poison(ItemFault.INDEX_KEY_REFUSED);
        }
        if (text.contains("size of hashkey") || text.contains("size of all range keys")) {
            return poison(ItemFault.KEY_TOO_LONG);
        }
        if (text.contains("significant digits") || text.contains("magnitude")) {
            return poison(ItemFault.NUMBER_OUT_OF_RANGE);
        }
        boolean value = VALUE_TEXTS.stream().anyMatch(text::contains);
        return value ? poison(ItemFault.VALUE_REFUSED) : fault(FailureKind.UNAVAILABLE, VALIDATION);
    }

    private static Fault ofClient(Throwable error) {
        if (error instanceof ApiCallTimeoutException || error instanceof ApiCallAttemptTimeoutException) {
            return fault(FailureKind.TRANSIENT, TIMEOUT);
        }
        // The connection's own, read or write, comes within an IOException.
        if (isCausedBy(error, io.netty.handler.timeout.TimeoutException.class)) {
            return fault(FailureKind.TRANSIENT, TIMEOUT);
        }
        if (isCausedBy(error, UnknownHostException.class)) {
            return fault(FailureKind.UNAVAILABLE, HOST_UNKNOWN);
        }
        if (isCausedBy(error, SSLHandshakeException.class)) {
            return fault(FailureKind.UNAVAILABLE, TLS_FAILED);
        }
        // Netty's is a ConnectException, too.
        if (isCausedBy(error, ConnectTimeoutException.class)) {
            return fault(FailureKind.UNAVAILABLE, CONNECT_TIMEOUT);
        }
        if (isCausedBy(error, ConnectException.class)) {
            return fault(FailureKind.UNAVAILABLE, CONNECTION_REFUSED);
        }
        if (isUnconnected(error)) {
            return fault(FailureKind.UNAVAILABLE, HOST_UNREACHABLE);
        }
        if (isCausedBy(error, TimeoutException.class)) {
            return fault(FailureKind.TRANSIENT, TIMEOUT);
        }
        return fault(FailureKind.UNAVAILABLE, isCausedBy(error, IOException.class) ? CONNECTION_LOST : CLIENT_FAILED);
    }

    /** For each reason not to connect a socket Java or Netty has a class; one that was connected breaks with a plain exception. */
    private static boolean isUnconnected(@Nullable Throwable error) {
        boolean reason = error instanceof SocketException && error.getClass() != SocketException.class;
        return error != null && (reason || isUnconnected(error.getCause()));
    }

    private static boolean isCausedBy(@Nullable Throwable error, Class<? extends Throwable> type) {
        return error != null && (type.isInstance(error) || isCausedBy(error.getCause(), type));
    }

    private static String code(AwsServiceException error) {
        return Optional.ofNullable(error.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .filter(code -> !code.isBlank())
                .orElse("HTTP_" + error.statusCode());
    }

    private static String text(AwsServiceException error) {
        return Optional.ofNullable(error.awsErrorDetails())
                .map(AwsErrorDetails::errorMessage)
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    private static Fault poison(ItemFault fault) {
        return fault(FailureKind.POISON, fault.name());
    }

    private static Fault fault(FailureKind kind, String code) {
        return new Fault(kind, code);
    }
}
