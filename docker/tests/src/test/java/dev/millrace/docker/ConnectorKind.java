package dev.millrace.docker;

import dev.millrace.stack.LocalStack;
import dev.millrace.stack.RestartableServer;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The connectors, each with the server of the local stack that stands in for its database. */
enum ConnectorKind {
    POSTGRES(ServerKind.POSTGRES),
    DYNAMODB(ServerKind.DYNAMODB),
    KEYSPACES(ServerKind.CASSANDRA),
    REDIS(ServerKind.REDIS);

    private final ServerKind server;

    ConnectorKind(ServerKind server) {
        this.server = server;
    }

    ServerKind server() {
        return server;
    }

    RestartableServer server(LocalStack stack) {
        return switch (this) {
            case POSTGRES -> stack.postgres();
            case DYNAMODB -> stack.dynamodb();
            case KEYSPACES -> stack.cassandra();
            case REDIS -> stack.redis();
        };
    }

    /** As in {@code millrace run NAME}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String table(String name) {
        return this == POSTGRES ? "public." + name : name;
    }

    /** The section {@code target} without its indentation. */
    List<String> target(StackFile stack) {
        return switch (this) {
            case POSTGRES ->
                List.of(
                        "url: " + stack.postgres().jdbcUrl(),
                        "user: " + stack.postgres().user(),
                        "auto-create: true");
            case DYNAMODB ->
                List.of(
                        "region: " + stack.dynamodb().region(),
                        "endpoint: " + stack.dynamodb().endpoint(),
                        "auto-create: true");
            case KEYSPACES ->
                List.of(
                        "service: cassandra",
                        "contact-points: [\"" + stack.cassandra().host() + ":"
                                + stack.cassandra().port() + "\"]",
                        "local-datacenter: " + stack.cassandra().datacenter(),
                        "keyspace: bank",
                        "tls: false",
                        "replicas: 1",
                        "auto-create: true");
            case REDIS ->
                List.of(
                        "nodes: [\"" + stack.redis().host() + ":"
                                + stack.redis().port() + "\"]",
                        "tls: false");
        };
    }

    /** The secrets, as a deployment gives them. */
    Map<String, String> environment(StackFile stack) {
        return switch (this) {
            case POSTGRES -> Map.of("MILLRACE_TARGET_PASSWORD", stack.postgres().password());
            case DYNAMODB ->
                Map.of(
                        "AWS_ACCESS_KEY_ID", stack.dynamodb().accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", stack.dynamodb().secretAccessKey());
            case KEYSPACES -> Map.of();
            case REDIS -> Map.of("MILLRACE_TARGET_PASSWORD", stack.redis().password());
        };
    }
}
