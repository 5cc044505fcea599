package dev.millrace.redis;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import dev.millrace.core.target.FailureKind;
import dev.millrace.redis.RedisSettings.Login;
import dev.millrace.redis.RedisSettings.Mode;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** Says in one line why the target could not be opened, without the server's text, which may carry data. */
final class OpenFailure {
    private static final String CHECK_PORT =
            "check the port, that the server runs, and target.tls: a server that encrypts understands nothing else";

    private final RedisSettings settings;

    OpenFailure(RedisSettings settings) {
        this.settings = settings;
    }

    RuntimeException of(LinkFailure failure) {
        return switch (failure.stage()) {
            case CONNECTING -> connecting(failure);
            case LOGIN -> login(failure);
            case DATABASE ->
                refused(
                        ProblemCode.CONFIG_VALUE_INVALID,
                        "target.database",
                        server() + " has no database " + settings.database() + " for " + who(),
                        "write another number, or leave it out");
            case ROLE ->
                refused(
                        ProblemCode.TARGET_REFUSED,
                        "target.nodes",
                        server() + " is a replica, which takes no writes",
                        "name the primary: on ElastiCache the primary endpoint");
            case QUESTIONS, IN_USE -> asking(failure);
        };
    }

    private RuntimeException connecting(LinkFailure failure) {
        if (failure.code().equals(LinkFailure.NO_CREDENTIALS)) {
            return refused(
                    ProblemCode.TARGET_LOGIN_REFUSED,
                    "target.iam-cache",
                    "no AWS credentials are found, or no Region, to sign a token with",
                    "give the process a role (IRSA, Pod Identity, an instance's profile), and set target.region where the"
                            + " environment names none");
        }
        if (failure.isCausedBy(UnknownHostException.class)) {
            return unreachable(
                    "a host name of " + server() + " does not resolve",
                    "check the name, and that this machine's resolver knows it");
        }
        if (failure.isCausedBy(Sockets.SilentHandshake.class)) {
            return unreachable(
                    server() + " takes the connection and does not begin to encrypt within "
                            + settings.requestTimeout().toMillis() + " ms",
                    "target.tls: false where the server has no TLS on that port; else check that it runs");
        }
        if (failure.isCausedBy(SSLException.class)) {
            return refused(
                    ProblemCode.TARGET_REFUSED,
                    "target.tls",
                    "no encrypted connection to " + server()
                            + ": it speaks no TLS on that port, or its certificate is not trusted or is for another name",
                    "check the port, target.tls-ca-file and the host names; target.tls: false where the server has no TLS");
        }
        if (failure.isCausedBy(SocketTimeoutException.class)) {
            return unreachable(
                    "no connection to " + server() + " within "
                            + settings.requestTimeout().toMillis() + " ms",
                    "check routes and security groups, and target.tls: a server waits for one that is not encrypted");
        }
        if (failure.isCausedBy(ConnectException.class)) {
            return unreachable(server() + " refuses connections", "check host and port, and that the server runs");
        }
        return unreachable(
                "no connection to " + server() + " could be made",
                "check hosts, ports, target.tls and security groups, and that the server runs");
    }

    private RuntimeException login(LinkFailure failure) {
        if (failure.outcome().kind() != FailureKind.FATAL && !failure.code().equals(ServerError.GENERIC)) {
            // It did not come to look at the login.
            return asking(failure);
        }
        return refused(
                ProblemCode.TARGET_LOGIN_REFUSED,
                "target.password",
                server() + " refused the login of " + who() + " (" + failure.code() + ")",
                settings.login() instanceof Login.Iam
                        ? "check the user, that it is in the cache's user group with authentication mode IAM, and that the role"
                                + " may elasticache:Connect"
                        : "check target.user and target.password; leave both out where the server asks for none");
    }

    private RuntimeException asking(LinkFailure failure) {
        if (failure.code().equals("NOAUTH")) {
            return refused(
                    ProblemCode.TARGET_LOGIN_REFUSED,
                    "target.password",
                    server() + " wants a password",
                    "set target.password, and target.user where it is not the default user's");
        }
        if (failure.outcome().kind() == FailureKind.FATAL) {
            return refused(
                    ProblemCode.TARGET_REFUSED,
                    "target.user",
                    server() + " does not let " + who() + " do what the connector has to (" + failure.code() + ")",
                    "docs/redis.md has the rules of a user");
        }
        if (failure.code().equals(ServerError.PROTECTED)) {
            return refused(
                    ProblemCode.TARGET_REFUSED,
                    "target.nodes",
                    server()
                            + " is in protected mode: without a password it takes only connections from its own machine",
                    "give its default user a password, and set target.password");
        }
        if (failure.code().equals(ServerError.TOO_MANY_CLIENTS)) {
            return unreachable(
                    server() + " takes no more connections",
                    "raise maxclients, or find out who has so many: CLIENT LIST");
        }
        if (failure.code().equals(LinkFailure.NOT_REDIS)) {
            return unreachable("what answers at " + server() + " is no Redis that could be understood", CHECK_PORT);
        }
        if (failure.code().equals(LinkFailure.UNREACHABLE) && settings.tls().isEmpty()) {
            return unreachable(server() + " ends the connection before it answers, or does not answer", CHECK_PORT);
        }
        if (failure.code().equals(LinkFailure.SLOT_UNSERVED) && settings.mode() == Mode.CLUSTER) {
            return unreachable(
                    server() + " knows no node that has slots", "check that the cluster is complete: CLUSTER INFO");
        }
        return unreachable(
                server() + " does not answer as it should (" + failure.code() + ")",
                "start again; if it stays, look the code up in docs/redis.md");
    }

    private String server() {
        return settings.nodes().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private String who() {
        if (settings.login() instanceof Login.Password password) {
            return password.user().map(user -> "user " + user).orElse("the default user");
        }
        return settings.login() instanceof Login.Iam iam ? "user " + iam.user() : "the default user";
    }

    private static UnreachableException unreachable(String what, String fix) {
        return new UnreachableException(new Problem(ProblemCode.TARGET_UNREACHABLE, "target.nodes", what, fix));
    }

    private static ConfigurationException refused(ProblemCode code, String path, String what, String fix) {
        return new ConfigurationException(new Problem(code, path, what, fix));
    }
}
