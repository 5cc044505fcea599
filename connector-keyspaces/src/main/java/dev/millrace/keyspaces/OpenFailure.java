package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import dev.millrace.keyspaces.KeyspacesSettings.Login;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.keyspaces.model.AccessDeniedException;

/** Says in one line why the target could not be opened, without the driver's text, which may carry data. */
final class OpenFailure {
    private final KeyspacesSettings settings;

    OpenFailure(KeyspacesSettings settings) {
        this.settings = settings;
    }

    private String server() {
        return settings.contactPoints().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    /** What failed while the first connections were made. */
    RuntimeException ofConnecting(Throwable error) {
        Set<Throwable> causes = causes(error);
        if (isAny(causes, ConfigurationException.class) && error instanceof RuntimeException refused) {
            return refused;
        }
        if (isAny(causes, UnknownHostException.class)) {
            return unreachable(
                    "a host name of " + server() + " does not resolve",
                    "check the name, and that this machine's resolver knows it");
        }
        if (isAny(causes, SdkClientException.class)) {
            return new ConfigurationException(new Problem(
                    ProblemCode.TARGET_LOGIN_REFUSED,
                    "target.user",
                    "no credentials were found to sign requests with",
                    "give the process a role (IRSA, Pod Identity, an instance's profile), or set target.user"));
        }
        if (isAny(causes, AuthenticationException.class)) {
            return new ConfigurationException(new Problem(
                    ProblemCode.TARGET_LOGIN_REFUSED,
                    "target.user",
                    server() + " refused the login of " + who(),
                    "check user and password, or the role's policy"));
        }
        if (isAny(causes, NotSslRecordException.class)) {
            return new ConfigurationException(new Problem(
                    ProblemCode.TARGET_REFUSED,
                    "target.tls",
                    server() + " speaks no TLS on that port",
                    "target.tls: false, or check the port"));
        }
        if (isAny(causes, SSLException.class)) {
            return new ConfigurationException(new Problem(
                    ProblemCode.TARGET_REFUSED,
                    "target.tls",
                    "no encrypted connection to " + server()
                            + ": its certificate is not trusted or is for another name",
                    "check target.tls-ca-file and target.tls-host-name"));
        }
        return unreachable(
                "no connection to " + server() + " could be made",
                "check hosts, ports, target.tls and security groups, and that the server runs");
    }

    private String who() {
        if (settings.login() instanceof Login.Password password) {
            return password.user();
        }
        return settings.login() instanceof Login.SigV4 ? "the signing role" : "the connector";
    }

    /** What failed while tables were looked at or created. */
    RuntimeException ofAsking(Throwable error) {
        DriverFailure failure = DriverFailure.of(error);
        return switch (failure.kind()) {
            case TRANSIENT, UNAVAILABLE, DEPENDENCY ->
                unreachable(
                        server() + " does not answer as it should (" + failure.code() + ")",
                        "check that its nodes are up, and see its log");
            case POISON, FATAL ->
                new ConfigurationException(new Problem(
                        ProblemCode.TARGET_REFUSED,
                        "target.keyspace",
                        server() + " refused a statement on keyspace " + settings.keyspace() + " (" + failure.code()
                                + ")",
                        "check the permissions of " + who() + ", see keyspaces.md"));
        };
    }

    /** What failed while the control plane of Amazon Keyspaces was asked. */
    RuntimeException ofControlPlane(SdkException error) {
        if (error instanceof AccessDeniedException) {
            return new ConfigurationException(new Problem(
                    ProblemCode.TARGET_REFUSED,
                    "target.auto-create",
                    "the control plane of Amazon Keyspaces denied the creation",
                    "allow cassandra:Create and cassandra:Select, or create the tables yourself"));
        }
        if (error instanceof AwsServiceException answered && answered.statusCode() / 100 == 4) {
            String code = answered.awsErrorDetails() == null
                    ? ""
                    : answered.awsErrorDetails().errorCode();
            return new ConfigurationException(new Problem(
                    ProblemCode.TARGET_REFUSED,
                    "target.auto-create",
                    "the control plane of Amazon Keyspaces refused the creation (" + code + ")",
                    "see the quotas of the account, or create the keyspace and the tables yourself"));
        }
        return new UnreachableException(new Problem(
                ProblemCode.TARGET_UNREACHABLE,
                "target.control-endpoint",
                "no answer from the control plane of Amazon Keyspaces in " + settings.localDatacenter()
                        + ", or no credentials to sign with",
                "check the role of the process, the Region's name, and the way to its endpoint"));
    }

    private UnreachableException unreachable(String what, String fix) {
        return new UnreachableException(
                new Problem(ProblemCode.TARGET_UNREACHABLE, "target.contact-points", what, fix));
    }

    private static boolean isAny(Set<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    /** Causes, what was suppressed, and what each node answered. */
    private static Set<Throwable> causes(Throwable error) {
        Set<Throwable> found = new HashSet<>();
        Deque<Throwable> open = new ArrayDeque<>(List.of(error));
        while (!open.isEmpty()) {
            Throwable next = open.removeFirst();
            if (found.add(next)) {
                Throwable cause = next.getCause();
                if (cause != null) {
                    open.add(cause);
                }
                open.addAll(List.of(next.getSuppressed()));
                if (next instanceof AllNodesFailedException none) {
                    none.getAllErrors().values().stream()
                            .flatMap(Collection::stream)
                            .forEach(open::add);
                }
            }
        }
        return found;
    }
}
