package dev.millrace.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Waits for Ctrl-C or SIGTERM and lets the caller clean up before the process ends. The JVM's shutdown waits for
 * {@link #close()}.
 */
public final class UntilSignal implements AutoCloseable {
    private final CountDownLatch signalled = new CountDownLatch(1);
    private final CountDownLatch cleanedUp = new CountDownLatch(1);
    private final Thread hook;

    /** @param onSignal called once, on another thread, when the signal comes */
    public UntilSignal(Runnable onSignal) {
        hook = new Thread(
                () -> {
                    signalled.countDown();
                    onSignal.run();
                    awaitCleanUp();
                },
                "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Blocks until the signal. */
    public void await() throws InterruptedException {
        signalled.await();
    }

    public boolean isSignalled() {
        return signalled.getCount() == 0;
    }

    @Override
    public void close() {
        cleanedUp.countDown();
    }

    private void awaitCleanUp() {
        try {
            cleanedUp.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
