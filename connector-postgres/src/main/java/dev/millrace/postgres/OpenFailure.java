package dev.millrace.postgres;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/** Says in one line why the target could not be opened: without the URL and the driver's text, which may carry secrets. */
final class OpenFailure {
    private final PostgresSettings settings;
    private final ServerAddress address;

    OpenFailure(PostgresSettings settings, ServerAddress address) {
        this.settings = settings;
        this.address = address;
    }

    RuntimeException of(SQLException error) {
        String state = SqlStateClassifier.code(error);
        return switch (state) {
            case "28P01", "28000", "08004" ->
                refused(
                        ProblemCode.TARGET_LOGIN_REFUSED,
                        "target.user",
                        address.hostAndPort() + " refused the login of " + settings.user() + " (SQLSTATE " + state
                                + ")",
                        "check user and password, that the role may log in, and the server's pg_hba.conf");
            case "3D000" ->
                refused(
                        ProblemCode.TARGET_LOGIN_REFUSED,
                        "target.url",
                        address.hostAndPort() + " has no database " + address.database(),
                        "name an existing database, or create it");
            case "42501" ->
                refused(
                        ProblemCode.TARGET_REFUSED,
                        "target.user",
                        settings.user() + " lacks a privilege on database " + address.database(),
                        "GRANT CONNECT on the database and USAGE on the schemas");
            default -> unreachable(error, state);
        };
    }

    private UnreachableException unreachable(SQLException error, String state) {
        String server = address.hostAndPort();
        if (isCausedBy(error, UnknownHostException.class)) {
            return unreachable(
                    "the host name of " + server + " does not resolve",
                    "check the name, and that this machine's resolver knows it");
        }
        if (isCausedBy(error, ConnectException.class)) {
            return unreachable(
                    server + " refuses connections",
                    "check the port, and that the server runs and listens on this address");
        }
        if (error instanceof PSQLException answered && answered.getServerErrorMessage() != null) {
            return unreachable(
                    server + " takes no connection now (SQLSTATE " + state + ")",
                    "check that the server is up, and has free connections for the user");
        }
        return unreachable(
                "no answer from " + server + " within "
                        + settings.connectTimeout().toSeconds() + " s (SQLSTATE " + state + ")",
                "check host, port and security groups, and that the server runs");
    }

    private static UnreachableException unreachable(String what, String fix) {
        return new UnreachableException(new Problem(ProblemCode.TARGET_UNREACHABLE, "target.url", what, fix));
    }

    private static boolean isCausedBy(Throwable error, Class<? extends Throwable> type) {
        Throwable cause = error.getCause();
        return type.isInstance(error) || (cause != null && isCausedBy(cause, type));
    }

    ConfigurationException unsuitable(String what, String fix) {
        return refused(ProblemCode.TARGET_REFUSED, "target.url", address.hostAndPort() + " " + what, fix);
    }

    private static ConfigurationException refused(ProblemCode code, String path, String what, String fix) {
        return new ConfigurationException(new Problem(code, path, what, fix));
    }
}
