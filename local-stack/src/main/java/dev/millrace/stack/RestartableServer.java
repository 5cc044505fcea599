package dev.millrace.stack;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A server that can be stopped, killed, frozen and started again, always on the same ports and in the same directory.
 *
 * <p>Thread safe. The lock covers a whole operation, so one that waits for a server lets the others wait.
 */
final class RestartableServer implements AutoCloseable {
    private static final Duration ORDERLY = Duration.ofSeconds(10);

    private final Supplier<GuardedProcess> launcher;
    private final Signal stopSignal;
    /** Guarded by this. The last process that was started, whether it still runs or not. */
    private GuardedProcess process;

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

    synchronized long pid() {
        return process.pid();
    }

    synchronized boolean isAlive() {
        return process.isAlive();
    }

    synchronized void stop() {
        if (process.isAlive()) {
            process.stop(stopSignal, ORDERLY);
            process.close();
        }
    }

    synchronized void kill() {
        process.kill();
    }

    synchronized void restart() {
        stop();
        process = launcher.get();
    }

    synchronized void suspend() {
        requireAlive();
        // The parent first: it cannot start anything while its children are being collected.
        process.signal(Signal.STOP);
        process.signalAll(Signal.STOP);
    }

    synchronized void resume() {
        requireAlive();
        process.signalAll(Signal.CONT);
    }

    @Override
    public void close() {
        stop();
    }

    private void requireAlive() {
        if (!process.isAlive()) {
            throw new StackException(
                    StackException.Code.NOT_RUNNING, process + " does not run.", "Start it again with restart().");
        }
    }
}
