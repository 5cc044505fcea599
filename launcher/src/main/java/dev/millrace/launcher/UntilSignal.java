package dev.millrace.launcher;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for Ctrl-C or SIGTERM and lets the caller clean up before the process ends. The JVM's shutdown waits for
 * {@link #close()}. The exit code is the signal's (130, 143) unless {@link #endWith} gives another.
 */
public final class UntilSignal implements AutoCloseable {
    private final CountDownLatch signal = new CountDownLatch(1);
    private final CountDownLatch cleanedUp = new CountDownLatch(1);
    /** Written by the hook before it calls back, read by the caller. */
    private volatile boolean signalled;
    /** Written by the caller before it closes, read by the hook after that. */
    private volatile OptionalInt exitCode = OptionalInt.empty();

    /** @param onSignal called once, on another thread, when the signal comes */
    public UntilSignal(Runnable onSignal) {
        Thread hook = new Thread(
                () -> {
                    signalled = true;
                    onSignal.run();
                    signal.countDown();
                    awaitCleanUp();
                    // An exit code can be given to a shutdown that has begun in no other way.
                    exitCode.ifPresent(Runtime.getRuntime()::halt);
                },
                "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Blocks until the signal, and takes the interrupt by which the call back may have reported it. */
    public void await() throws InterruptedException {
        try {
            signal.await();
        } catch (InterruptedException interrupted) {
            if (!signalled) {
                throw interrupted;
            }
        }
        Thread.interrupted();
    }

    /** As {@link #await()}, but something else ends the wait as well. */
    public void await(CompletableFuture<?> other) throws InterruptedException {
        var unused = other.thenRun(signal::countDown);
        await();
    }

    public boolean isSignalled() {
        return signalled;
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
