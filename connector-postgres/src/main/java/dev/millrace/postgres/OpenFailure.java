package dev.millrace.postgres;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import java.sql.SQLException;

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
            default ->
                new UnreachableException(new Problem(
                        ProblemCode.TARGET_UNREACHABLE,
                        "target.url",
                        "no answer from " + address.hostAndPort() + " within "
                                + settings.connectTimeout().toSeconds() + " s (SQLSTATE " + state + ")",
                        "check host, port, security groups, and that the server runs and has free connections"));
        };
    }

    ConfigurationException unsuitable(String what, String fix) {
        return refused(ProblemCode.TARGET_REFUSED, "target.url", address.hostAndPort() + " " + what, fix);
    }

    private static ConfigurationException refused(ProblemCode code, String path, String what, String fix) {
        return new ConfigurationException(new Problem(code, path, what, fix));
    }
}
