package dev.millrace.stack;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for what a running server does in its own time. */
final class ServerWait {
    /** Long enough for a machine with far more to do than it can; a server that ends is noticed at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration STEP = Duration.ofMillis(20);

    private ServerWait() {}

    /**
     * Returns when it is so.
     *
     * @param what is waited for, to be read after "waited for"
     * @throws StackException {@code NOT_RUNNING} when the server ends, {@code NOT_IN_TIME}, {@code INTERRUPTED}, and what the
     *     condition throws
     */
    static void until(RestartableServer server, String what, BooleanSupplier condition) {
        if (!within(PATIENCE, server, condition)) {
            throw new StackException(
                    StackException.Code.NOT_IN_TIME,
                    "Waited for " + what + " for " + PATIENCE.toSeconds() + " s." + server.lastLines(),
                    "Look whether all the servers run that take part in it.");
        }
    }

    /**
     * Returns when it is so, or at the end of the time.
     *
     * @return whether it is so
     * @throws StackException {@code NOT_RUNNING} when the server ends, {@code INTERRUPTED}, and what the condition throws
     */
    static boolean within(Duration patience, RestartableServer server, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > patience.toNanos()) {
                return false;
            }
            if (endsWithin(STEP, server)) {
                throw new StackException(
                        StackException.Code.NOT_RUNNING,
                        "A server that was waited for has ended." + server.lastLines(),
                        "Start it again with restart().");
            }
        }
        return true;
    }

    private static boolean endsWithin(Duration patience, RestartableServer server) {
        try {
            server.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException(
                    StackException.Code.INTERRUPTED, "Interrupted while waiting for a server.", "Try again.", e);
        }
    }
}
