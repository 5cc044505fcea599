package dev.millrace.stack;

import java.util.Locale;
import java.util.Optional;

/** A server that a stack may have. */
public enum ServerKind {
    /** The broker. */
    KAFKA("Kafka"),
    /** The database server. */
    POSTGRES("PostgreSQL"),
    /** DynamoDB Local. */
    DYNAMODB("DynamoDB Local"),
    /** Stands in for Amazon Keyspaces. */
    CASSANDRA("Cassandra"),
    /** Redis, alone. */
    REDIS("Redis");

    private final String title;

    ServerKind(String title) {
        this.title = title;
    }

    /** What a person calls it. */
    public String title() {
        return title;
    }

    /** What has to be done before it can run on this machine, a sentence; empty where it can. */
    public Optional<String> missing() {
        boolean noJava = this == CASSANDRA && CassandraServer.javaHome().isEmpty();
        return noJava ? Optional.of(CassandraServer.HOW_TO_INSTALL_JAVA) : Optional.empty();
    }

    /** Names its section of {@code stack.json} and its directory within the stack's; part of the interface. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
