package dev.millrace.stack;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A server as a child process that can be stopped, killed, frozen and started again, always on the same ports and in the same
 * directory. No server outlives this JVM.
 *
 * <p>Thread safe. The lock covers a whole operation, so one that waits for a server lets the others wait.
 */
public abstract sealed class RestartableServer implements AutoCloseable
        permits KafkaServer, PostgresServer, DynamoDbServer, CassandraServer, RedisServer {
    private static final Duration ORDERLY = Duration.ofSeconds(10);

    private final Supplier<GuardedProcess> launcher;
    private final Signal stopSignal;
    /** Guarded by this. The last process that was started, whether it still runs or not. */
    private GuardedProcess process;
    /** Guarded by this. Of the process that runs now. */
    private boolean suspended;

    /**
     * Starts the server.
     *
     * @param launcher starts the process and returns when it is ready
     * @param stopSignal asks for an orderly end
     */
    RestartableServer(Supplier<GuardedProcess> launcher, Signal stopSignal) {
        this.launcher = launcher;
        this.stopSignal = stopSignal;
        this.process = launcher.get();
    }

    /** The pid of the server's main process, of the last one where none runs. */
    public final synchronized long pid() {
        return process.pid();
    }

    /** Whether the server's main process runs. */
    public final synchronized boolean isAlive() {
        return process.isAlive();
    }

    /** Whether the server's main process runs and is not frozen. */
    final synchronized boolean isAwake() {
        return process.isAlive() && !suspended;
    }

    /** Completes when the process that runs now has ended, however that comes; at once where none runs. */
    public final synchronized CompletableFuture<Integer> onExit() {
        return process.onExit();
    }

    /** How to reach it, and its pid of this moment. */
    abstract StackFile.Running describe();

    /** The last lines that the server has printed, each on a line of its own; empty where there are none. */
    final synchronized String lastLines() {
        return process.log().lastLines();
    }

    /** Stops in an orderly way, by force after 10 s and a few more. Nothing happens where none runs. */
    public final synchronized void stop() {
        if (process.isAlive()) {
            process.stop(stopSignal, ORDERLY);
            process.close();
        }
    }

    /** Ends the process and its children with {@code SIGKILL}: a crash. Nothing happens where none runs. */
    public final synchronized void kill() {
        process.kill();
    }

    /**
     * Stops where it still runs and starts again with the same port and data; after a crash it recovers first.
     *
     * @throws StackException as the first start; {@code PORT_TAKEN} at once
     */
    public final synchronized void restart() {
        stop();
        process = launcher.get();
        suspended = false;
    }

    /**
     * Freezes the process and its children: they keep their connections and answer nothing.
     *
     * @throws StackException {@code NOT_RUNNING}
     */
    public final synchronized void suspend() {
        requireAlive();
        suspended = true;
        process.freeze();
    }

    /**
     * Thaws the process and its children.
     *
     * @throws StackException {@code NOT_RUNNING}
     */
    public final synchronized void resume() {
        requireAlive();
        process.signalAll(Signal.CONT);
        suspended = false;
    }

    /** As {@link #stop}. */
    @Override
    public final void close() {
        stop();
    }

    private void requireAlive() {
        if (!process.isAlive()) {
            throw new StackException(
                    StackException.Code.NOT_RUNNING, process + " does not run.", "Start it again with restart().");
        }
    }
}
