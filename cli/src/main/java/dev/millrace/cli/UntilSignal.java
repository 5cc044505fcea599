package dev.millrace.cli;

import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for Ctrl-C or SIGTERM and lets the caller clean up before the process ends. The JVM's shutdown waits for
 * {@link #close()}. The exit code is the signal's (130, 143) unless {@link #endWith} gives another.
 */
public final class UntilSignal implements AutoCloseable {
    private final CountDownLatch signalled = new CountDownLatch(1);
    private final CountDownLatch cleanedUp = new CountDownLatch(1);
    private final Thread hook;
    /** Written by the caller before it closes, read by the hook after that. */
    private volatile OptionalInt exitCode = OptionalInt.empty();

    /** @param onSignal called once, on another thread, when the signal comes */
    public UntilSignal(Runnable onSignal) {
        hook = new Thread(
                () -> {
                    signalled.countDown();
                    onSignal.run();
                    awaitCleanUp();
                    // An exit code can be given to a shutdown that has begun in no other way.
                    exitCode.ifPresent(Runtime.getRuntime()::halt);
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

    /**
     * Says that the signal was what the command waited for. The process must have nothing left to do after {@link #close()}.
     *
     * @param code of the process, where a signal ends it
     */
    public void endWith(int code) {
        exitCode = OptionalInt.of(code);
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
