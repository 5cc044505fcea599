package dev.millrace.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Stops what still runs when this JVM exits, the youngest first: what was started later may need what was there before.
 *
 * <p>A shutdown hook belongs to the whole JVM, hence the one static instance. The guards would stop the processes anyway;
 * the hook makes the exit of this JVM mean that they are gone. Guarded by its own lock; processes are closed outside of it.
 */
final class ExitHook {
    private static final ExitHook INSTANCE = new ExitHook();

    private final Deque<GuardedProcess> running = new ArrayDeque<>();
    private boolean registered;

    private ExitHook() {}

    static void add(GuardedProcess process) {
        INSTANCE.push(process);
    }

    static void remove(GuardedProcess process) {
        INSTANCE.forget(process);
    }

    private synchronized void push(GuardedProcess process) {
        running.push(process);
        if (!registered) {
            registered = true;
            try {
                Runtime.getRuntime().addShutdownHook(new Thread(this::closeAll, "local-stack-exit"));
            } catch (IllegalStateException e) {
                // This JVM is on its way out already; the guard notices its end.
            }
        }
    }

    private synchronized void forget(GuardedProcess process) {
        running.remove(process);
    }

    private synchronized List<GuardedProcess> youngestFirst() {
        return List.copyOf(running);
    }

    private void closeAll() {
        youngestFirst().forEach(GuardedProcess::close);
    }
}
