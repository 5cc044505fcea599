package dev.millrace.postgres;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a failed call says as an SQLSTATE: the server's, which stands in the message, or the service's own name for the error. The
 * message itself quotes rows and goes no further.
 */
final class DataApiErrors {
    /** Too many calls. */
    static final String THROTTLED = "ThrottlingException";
    /** The call's credentials, or the secret's, are refused. */
    static final String LOGIN_REFUSED = "28000";

    static final String TRANSACTION_NOT_FOUND = "TransactionNotFoundException";

    private static final String STATEMENT_TIMEOUT = "57014";
    private static final String NOT_CONNECTED = "08001";
    private static final String CONNECTION_FAILURE = "08006";
    private static final int FORBIDDEN = 403;

    /** At the end of the message: what stands before it may quote a row that looks the same. */
    private static final Pattern STATE = Pattern.compile("SQLState: ([0-9A-Z]{5})\\b");

    private static final Set<String> SECRETS = Set.of("SecretsErrorException", "InvalidSecretException");

    /** Whatever is sent, the answer is the same. */
    private static final Set<String> SERVICES_OWN = Set.of(
            "ServiceUnavailableError",
            "DatabaseResumingException",
            "DatabaseUnavailableException",
            "DatabaseNotFoundException",
            "HttpEndpointNotEnabledException",
            "InvalidResourceStateException");

    private DataApiErrors() {}

    static SQLException of(SdkException error) {
        return error instanceof AwsServiceException answer ? ofAnswer(answer) : withoutAnswer(error);
    }

    private static SQLException ofAnswer(AwsServiceException answer) {
        String name = answer.awsErrorDetails() == null
                ? "HTTP" + answer.statusCode()
                : String.valueOf(answer.awsErrorDetails().errorCode());
        if (answer.isThrottlingException()) {
            return new DataApiFault(THROTTLED);
        }
        if (name.equals("StatementTimeoutException")) {
            return new SQLException("no answer in time", STATEMENT_TIMEOUT);
        }
        if (answer.statusCode() == FORBIDDEN || SECRETS.contains(name)) {
            return new DataApiFault(LOGIN_REFUSED);
        }
        if (SERVICES_OWN.contains(name)) {
            return new DataApiFault(name);
        }
        return new SQLException(
                "the statement failed", state(answer.awsErrorDetails() == null ? "" : message(answer), name));
    }

    private static String message(AwsServiceException answer) {
        return String.valueOf(answer.awsErrorDetails().errorMessage());
    }

    private static String state(String message, String otherwise) {
        String state = otherwise;
        Matcher found = STATE.matcher(message);
        while (found.find()) {
            state = found.group(1);
        }
        return state;
    }

    /** Its cause may be shown: it tells of the network, not of rows. */
    private static SQLException withoutAnswer(SdkException error) {
        boolean sent = !isCausedBy(error, UnknownHostException.class) && !isCausedBy(error, ConnectException.class);
        return new SQLException("no answer of the Data API", sent ? CONNECTION_FAILURE : NOT_CONNECTED, error);
    }

    private static boolean isCausedBy(Throwable error, Class<? extends Throwable> type) {
        Throwable cause = error.getCause();
        return type.isInstance(error) || (cause != null && isCausedBy(cause, type));
    }
}
