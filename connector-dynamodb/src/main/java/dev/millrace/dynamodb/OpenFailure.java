package dev.millrace.dynamodb;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;

/** Says in one line why the target could not be opened: without the client's text, which may carry more than it should. */
final class OpenFailure {
    private final DynamoDbSettings settings;
    private final Place place;

    OpenFailure(DynamoDbSettings settings, Place place) {
        this.settings = settings;
        this.place = place;
    }

    /**
     * @param table that the call was about
     * @param action as IAM names it, {@code dynamodb:DescribeTable}
     */
    RuntimeException of(Throwable failure, String table, String action) {
        Fault fault = Fault.of(failure);
        if (fault.isAccessDenied()) {
            return refused(
                    ProblemCode.TARGET_REFUSED,
                    table,
                    "the connector's role may not " + action,
                    "allow it in the role's policy; docs/dynamodb.md lists the actions");
        }
        if (fault.isLoginRefused()) {
            return refused(
                    ProblemCode.TARGET_LOGIN_REFUSED,
                    "target",
                    place.server() + " does not accept the credentials (" + fault.code() + ")",
                    "check the role or the keys, their Region, and this machine's clock");
        }
        return switch (fault.code()) {
            case "LimitExceededException" ->
                refused(
                        ProblemCode.TARGET_REFUSED,
                        table,
                        "the account has no room for another table now",
                        "start again later, or have the quota raised");
            case Fault.HOST_UNKNOWN ->
                unreachable(
                        "the host name of " + place.server() + " does not resolve",
                        "check the Region and the endpoint, and that this machine's resolver knows them");
            case Fault.TLS_FAILED ->
                unreachable(
                        "the certificate of " + place.server() + " is not trusted or is for another name",
                        "check the endpoint's host; where a proxy encrypts anew, have this JVM trust its authority"
                                + " (-Djavax.net.ssl.trustStore)");
            case Fault.CONNECTION_LOST ->
                unreachable(
                        place.server() + " ends the connection before it answers",
                        "check the endpoint's port, whether it speaks TLS (https) or not (http), and proxies");
            case Fault.CONNECT_TIMEOUT ->
                unreachable(
                        "no connection to " + place.server() + " within " + Clients.CONNECT_TIMEOUT.toMillis() + " ms",
                        "check the Region, the endpoint, routes and security groups");
            case Fault.CONNECTION_REFUSED ->
                unreachable(
                        place.server() + " refuses connections",
                        "check host and port, and that the server runs or that a VPC endpoint leads to the service");
            case Fault.HOST_UNREACHABLE ->
                unreachable(
                        "there is no way from here to " + place.server(),
                        "check routes and network policies, and that the host has an address (IPv4 or IPv6) of a kind that this"
                                + " machine has too");
            case Fault.TIMEOUT ->
                unreachable(
                        "no answer from " + place.server() + " within "
                                + settings.requestTimeout().toMillis() + " ms, asked " + Catalog.MOST_ATTEMPTS
                                + " times",
                        "check the Region, the endpoint and security groups, or raise target.request-timeout");
            default ->
                unreachable(
                        place.server() + " takes no " + action + " now (" + fault.code() + ")",
                        "start again; if it stays, look the code up in docs/dynamodb.md");
        };
    }

    private UnreachableException unreachable(String what, String fix) {
        String path = place.endpoint().isPresent() ? "target.endpoint" : "target.region";
        return new UnreachableException(new Problem(ProblemCode.TARGET_UNREACHABLE, path, what, fix));
    }

    private static ConfigurationException refused(ProblemCode code, String path, String what, String fix) {
        return new ConfigurationException(new Problem(code, path, what, fix));
    }
}
