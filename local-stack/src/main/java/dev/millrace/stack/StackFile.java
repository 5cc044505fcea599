package dev.millrace.stack;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The file {@code stack.json}: how to reach the servers of a running stack, a section for each. It is there as long as all of
 * them can be used, and only its owner may read it. A stack whose JVM was killed leaves it behind: see {@link #isLive}.
 *
 * @param servers at least one; each value describes a server of its key's kind
 */
public record StackFile(Map<ServerKind, Running> servers) {
    /** The file's name within the stack's directory. */
    public static final String NAME = "stack.json";

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    /** A server that runs. */
    public sealed interface Running permits Kafka, Postgres, DynamoDb, Cassandra, Redis {
        /** Of the server's main process. */
        long pid();

        /** Which of the stack's servers this is. */
        @JsonIgnore
        ServerKind kind();
    }

    /** The broker. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Kafka(String bootstrapServers, long pid) implements Running {
        @Override
        public ServerKind kind() {
            return ServerKind.KAFKA;
        }
    }

    /**
     * The database server.
     *
     * @param jdbcUrl without user and password
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Postgres(
            String jdbcUrl, String host, int port, String database, String user, String password, long pid)
            implements Running {
        @Override
        public ServerKind kind() {
            return ServerKind.POSTGRES;
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Postgres[" + jdbcUrl + ", user=" + user + ", pid=" + pid + "]";
        }
    }

    /**
     * DynamoDB Local, which takes any credentials and any Region, but wants some.
     *
     * @param endpoint as a URL
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record DynamoDb(String endpoint, String region, String accessKeyId, String secretAccessKey, long pid)
            implements Running {
        @Override
        public ServerKind kind() {
            return ServerKind.DYNAMODB;
        }
    }

    /** Cassandra, which asks for no user. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Cassandra(String host, int port, String datacenter, long pid) implements Running {
        @Override
        public ServerKind kind() {
            return ServerKind.CASSANDRA;
        }
    }

    /** Redis, with the password of its only user. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Redis(String host, int port, String password, long pid) implements Running {
        @Override
        public ServerKind kind() {
            return ServerKind.REDIS;
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Redis[" + host + ":" + port + ", pid=" + pid + "]";
        }
    }

    /** Copies the servers, in the order of their kinds. */
    public StackFile {
        servers = Collections.unmodifiableMap(new EnumMap<>(servers));
    }

    /** A stack of these servers. */
    public static StackFile of(Running... servers) {
        Map<ServerKind, Running> byKind = new EnumMap<>(ServerKind.class);
        for (Running server : servers) {
            byKind.put(server.kind(), server);
        }
        return new StackFile(byKind);
    }

    /**
     * Reads the file of a stack.
     *
     * @param directory the stack's
     * @throws StackException {@code STACK_FILE_UNREADABLE}
     */
    public static StackFile read(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
            Map<ServerKind, Running> servers = new EnumMap<>(ServerKind.class);
            for (ServerKind kind : ServerKind.values()) {
                if (root.hasNonNull(kind.key())) {
                    servers.put(kind, MAPPER.treeToValue(root.get(kind.key()), type(kind)));
                }
            }
            if (servers.isEmpty()) {
                throw new IOException("it names no server");
            }
            return new StackFile(servers);
        } catch (IOException e) {
            throw new StackException(
                    StackException.Code.STACK_FILE_UNREADABLE,
                    file + " cannot be read: " + e.getMessage(),
                    "Start a stack in " + directory + " as this user, and wait until it is ready.",
                    e);
        }
    }

    private static Class<? extends Running> type(ServerKind kind) {
        return switch (kind) {
            case KAFKA -> Kafka.class;
            case POSTGRES -> Postgres.class;
            case DYNAMODB -> DynamoDb.class;
            case CASSANDRA -> Cassandra.class;
            case REDIS -> Redis.class;
        };
    }

    /** @throws StackException {@code NOT_RUNNING} where the stack has no broker */
    public Kafka kafka() {
        return section(ServerKind.KAFKA, Kafka.class);
    }

    /** @throws StackException {@code NOT_RUNNING} where the stack has no PostgreSQL */
    public Postgres postgres() {
        return section(ServerKind.POSTGRES, Postgres.class);
    }

    /** @throws StackException {@code NOT_RUNNING} where the stack has no DynamoDB Local */
    public DynamoDb dynamodb() {
        return section(ServerKind.DYNAMODB, DynamoDb.class);
    }

    /** @throws StackException {@code NOT_RUNNING} where the stack has no Cassandra */
    public Cassandra cassandra() {
        return section(ServerKind.CASSANDRA, Cassandra.class);
    }

    /** @throws StackException {@code NOT_RUNNING} where the stack has no Redis */
    public Redis redis() {
        return section(ServerKind.REDIS, Redis.class);
    }

    private <T extends Running> T section(ServerKind kind, Class<T> type) {
        Running server = servers.get(kind);
        if (server == null) {
            throw LocalStack.without(kind);
        }
        return type.cast(server);
    }

    /** Whether the processes that the file names run. */
    public boolean isLive() {
        return servers.values().stream().allMatch(server -> isAlive(server.pid()));
    }

    void write(Path directory) {
        ObjectNode root = MAPPER.createObjectNode();
        servers.forEach((kind, server) -> root.set(kind.key(), MAPPER.valueToTree(server)));
        try {
            OwnFiles.write(directory.resolve(NAME), MAPPER.writeValueAsBytes(root));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text and numbers can always be written", e);
        }
    }

    static void delete(Path directory) {
        OwnFiles.deleteTree(directory.resolve(NAME));
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
