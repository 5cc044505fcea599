package dev.millrace.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka and PostgreSQL side by side in one directory, each in a subdirectory of its own. {@code stack.json} in the directory
 * says how to reach them, from the moment when both can be used until {@link #close}.
 *
 * <p>Thread safe.
 */
public final class LocalStack implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LocalStack.class);
    private static final String KAFKA = "Kafka";
    private static final String POSTGRES = "PostgreSQL";

    private final Path directory;
    private final StackListener listener;
    private final DirectoryLock lock;
    private final KafkaServer kafka;
    private final PostgresServer postgres;

    private LocalStack(
            Path directory, StackListener listener, DirectoryLock lock, KafkaServer kafka, PostgresServer postgres) {
        this.directory = directory;
        this.listener = listener;
        this.lock = lock;
        this.kafka = kafka;
        this.postgres = postgres;
    }

    /**
     * Starts both servers at the same time and returns when both can be used. Where one fails, the other is stopped.
     *
     * @param directory created where missing; data of an earlier run in it are kept
     * @throws StackException {@code DIRECTORY_IN_USE}, or as {@link KafkaServer#start} and {@link PostgresServer#start}
     */
    public static LocalStack start(Path directory, StackListener listener) {
        Path absolute = directory.toAbsolutePath();
        DirectoryLock lock = DirectoryLock.acquire(absolute);
        try {
            StackFile.delete(absolute);
            return startServers(absolute, listener, lock);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static LocalStack startServers(Path directory, StackListener listener, DirectoryLock lock) {
        ExecutorService executor = Executors.newFixedThreadPool(2, task -> new Thread(task, "local-stack-start"));
        CompletableFuture<KafkaServer> kafka = CompletableFuture.supplyAsync(
                () -> timed(listener, KAFKA, () -> KafkaServer.start(directory.resolve("kafka"))), executor);
        CompletableFuture<PostgresServer> postgres = CompletableFuture.supplyAsync(
                () -> timed(listener, POSTGRES, () -> PostgresServer.start(directory.resolve("postgres"))), executor);
        executor.shutdown();
        try {
            CompletableFuture.allOf(kafka, postgres).join();
            LocalStack stack = new LocalStack(directory, listener, lock, kafka.join(), postgres.join());
            stack.file().write(directory);
            return stack;
        } catch (RuntimeException e) {
            closeIfStarted(kafka);
            closeIfStarted(postgres);
            throw e instanceof CompletionException && e.getCause() instanceof StackException cause ? cause : e;
        }
    }

    private static <T> T timed(StackListener listener, String server, Supplier<T> start) {
        long begin = System.nanoTime();
        listener.starting(server);
        T started = start.get();
        listener.ready(server, Duration.ofNanos(System.nanoTime() - begin));
        return started;
    }

    private static void closeIfStarted(CompletableFuture<? extends AutoCloseable> server) {
        if (!server.isCompletedExceptionally()) {
            closeQuietly(server.join());
        }
    }

    /** The broker. */
    public KafkaServer kafka() {
        return kafka;
    }

    /** The database server. */
    public PostgresServer postgres() {
        return postgres;
    }

    /** The directory that holds everything of this stack; absolute. */
    public Path directory() {
        return directory;
    }

    /** What {@code stack.json} says, with the pids of this moment. */
    public StackFile file() {
        return new StackFile(
                new StackFile.Kafka(kafka.bootstrapServers(), kafka.pid()),
                new StackFile.Postgres(
                        postgres.jdbcUrl(),
                        postgres.host(),
                        postgres.port(),
                        postgres.database(),
                        postgres.user(),
                        postgres.password(),
                        postgres.pid()));
    }

    /** Stops both servers and withdraws {@code stack.json}. Never throws; a second call does nothing. */
    @Override
    public synchronized void close() {
        closeQuietly(() -> StackFile.delete(directory));
        stop(POSTGRES, postgres.isAlive(), postgres);
        stop(KAFKA, kafka.isAlive(), kafka);
        lock.close();
    }

    private void stop(String name, boolean alive, AutoCloseable server) {
        if (alive) {
            closeQuietly(() -> listener.stopping(name));
        }
        closeQuietly(server);
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOGGER.warn("Stopping went on after a failure", e);
        }
    }
}
