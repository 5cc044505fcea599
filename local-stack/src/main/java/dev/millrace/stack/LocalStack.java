package dev.millrace.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Servers side by side in one directory, each in a subdirectory of its own. {@code stack.json} in the directory says how to
 * reach them, from the moment when all of them can be used until {@link #close}.
 *
 * <p>Thread safe.
 */
public final class LocalStack implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LocalStack.class);

    private final Path directory;
    private final StackListener listener;
    private final DirectoryLock lock;
    private final Map<ServerKind, RestartableServer> servers;

    private LocalStack(
            Path directory, StackListener listener, DirectoryLock lock, Map<ServerKind, RestartableServer> servers) {
        this.directory = directory;
        this.listener = listener;
        this.lock = lock;
        this.servers = servers;
    }

    /**
     * Starts servers with durable storage at the same time and returns when all of them can be used. Where one fails, the others
     * are stopped.
     *
     * @param directory created where missing; data of an earlier run in it are kept
     * @param servers at least one
     * @throws StackException {@code DIRECTORY_IN_USE}, or as the {@code start} of each server
     */
    public static LocalStack start(Path directory, Set<ServerKind> servers, StackListener listener) {
        return start(directory, servers, Storage.DURABLE, listener);
    }

    /** As {@link #start(Path, Set, StackListener)}, with storage of this kind. */
    public static LocalStack start(Path directory, Set<ServerKind> servers, Storage storage, StackListener listener) {
        return start(directory, servers, storage, BindAddress.LOOPBACK, listener);
    }

    /**
     * As {@link #start(Path, Set, Storage, StackListener)}, for clients that reach this address. Of the servers, PostgreSQL and
     * Redis ask them for a password and the others for none: choose an address that only those reach who may do everything.
     *
     * @throws StackException also {@code ADDRESS_UNUSABLE}
     */
    public static LocalStack start(
            Path directory, Set<ServerKind> servers, Storage storage, BindAddress address, StackListener listener) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("a stack needs a server");
        }
        Path absolute = directory.toAbsolutePath();
        DirectoryLock lock = DirectoryLock.acquire(absolute);
        try {
            StackFile.delete(absolute);
            LocalStack stack = new LocalStack(
                    absolute, listener, lock, startServers(absolute, servers, storage, address, listener));
            stack.file().write(absolute);
            return stack;
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static Map<ServerKind, RestartableServer> startServers(
            Path directory, Set<ServerKind> kinds, Storage storage, BindAddress address, StackListener listener) {
        ExecutorService executor = threads(kinds.size(), "local-stack-start");
        Map<ServerKind, CompletableFuture<RestartableServer>> starting = new EnumMap<>(ServerKind.class);
        for (ServerKind kind : kinds) {
            starting.put(
                    kind,
                    CompletableFuture.supplyAsync(() -> start(kind, directory, storage, address, listener), executor));
        }
        executor.shutdown();
        try {
            all(starting.values()).join();
            Map<ServerKind, RestartableServer> started = new EnumMap<>(ServerKind.class);
            starting.forEach((kind, server) -> started.put(kind, server.join()));
            return started;
        } catch (RuntimeException e) {
            starting.values().forEach(LocalStack::closeIfStarted);
            throw e instanceof CompletionException && e.getCause() instanceof StackException cause ? cause : e;
        }
    }

    private static RestartableServer start(
            ServerKind kind, Path directory, Storage storage, BindAddress address, StackListener listener) {
        long begin = System.nanoTime();
        listener.starting(kind.title());
        RestartableServer started = start(kind, directory.resolve(kind.key()), storage, address);
        listener.ready(kind.title(), Duration.ofNanos(System.nanoTime() - begin));
        return started;
    }

    private static RestartableServer start(ServerKind kind, Path directory, Storage storage, BindAddress address) {
        return switch (kind) {
            case KAFKA -> KafkaServer.start(directory, List.of(), address);
            case POSTGRES -> PostgresServer.start(directory, address);
            case DYNAMODB -> DynamoDbServer.start(directory, storage, address);
            case CASSANDRA -> CassandraServer.start(directory, storage, address);
            case REDIS -> RedisServer.start(directory, storage, Map.of(), address);
        };
    }

    private static void closeIfStarted(CompletableFuture<RestartableServer> server) {
        try {
            server.join().close();
        } catch (CompletionException e) {
            LOGGER.debug("It had not started", e);
        }
    }

    /** @throws StackException {@code NOT_RUNNING} where the stack has no broker */
    public KafkaServer kafka() {
        return server(ServerKind.KAFKA, KafkaServer.class);
    }

    /** @throws StackException {@code NOT_RUNNING} where the stack has no PostgreSQL */
    public PostgresServer postgres() {
        return server(ServerKind.POSTGRES, PostgresServer.class);
    }

    /** @throws StackException {@code NOT_RUNNING} where the stack has no DynamoDB Local */
    public DynamoDbServer dynamodb() {
        return server(ServerKind.DYNAMODB, DynamoDbServer.class);
    }

    /** @throws StackException {@code NOT_RUNNING} where the stack has no Cassandra */
    public CassandraServer cassandra() {
        return server(ServerKind.CASSANDRA, CassandraServer.class);
    }

    /** @throws StackException {@code NOT_RUNNING} where the stack has no Redis */
    public RedisServer redis() {
        return server(ServerKind.REDIS, RedisServer.class);
    }

    private <T extends RestartableServer> T server(ServerKind kind, Class<T> type) {
        RestartableServer server = servers.get(kind);
        if (server == null) {
            throw without(kind);
        }
        return type.cast(server);
    }

    static StackException without(ServerKind kind) {
        return new StackException(
                StackException.Code.NOT_RUNNING,
                "The stack has no " + kind.title() + ".",
                "Start it with " + kind.key() + " among its servers.");
    }

    /** The directory that holds everything of this stack; absolute. */
    public Path directory() {
        return directory;
    }

    /** What {@code stack.json} says, with the pids of this moment. */
    public StackFile file() {
        return new StackFile(servers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, server -> server.getValue().describe())));
    }

    /**
     * Completes when the first of the processes that run now has ended, with what to say of it. An end that was asked for counts as
     * well.
     */
    public CompletableFuture<StackException> firstEnd() {
        CompletableFuture<StackException> first = new CompletableFuture<>();
        servers.forEach((kind, server) -> {
            var unused = server.onExit().thenAccept(code -> first.complete(ended(kind, server, code)));
        });
        return first;
    }

    private StackException ended(ServerKind kind, RestartableServer server, int code) {
        return new StackException(
                StackException.Code.SERVER_ENDED,
                kind.title() + " has ended with code " + code + "." + server.lastLines(),
                "See " + directory.resolve(kind.key()).resolve(kind.key() + ".log")
                        + " for the reason, and start again.");
    }

    /** Withdraws {@code stack.json} and stops all servers side by side. Never throws; a second call does nothing. */
    @Override
    public synchronized void close() {
        closeQuietly(() -> StackFile.delete(directory));
        ExecutorService executor = threads(servers.size(), "local-stack-stop");
        all(servers.entrySet().stream()
                        .map(server ->
                                CompletableFuture.runAsync(() -> stop(server.getKey(), server.getValue()), executor))
                        .toList())
                .join();
        executor.shutdown();
        lock.close();
    }

    private void stop(ServerKind kind, RestartableServer server) {
        if (server.isAlive()) {
            closeQuietly(() -> listener.stopping(kind.title()));
        }
        closeQuietly(server);
    }

    private static ExecutorService threads(int count, String name) {
        return Executors.newFixedThreadPool(count, task -> new Thread(task, name));
    }

    private static CompletableFuture<Void> all(Collection<? extends CompletableFuture<?>> parts) {
        return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new));
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOGGER.warn("Stopping went on after a failure", e);
        }
    }
}
