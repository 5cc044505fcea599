package dev.millrace.bench.run;

import java.util.concurrent.CountDownLatch;

/** Ctrl-C interrupts whatever a thread waits for; the end of the process waits until it has cleaned up and closes this. */
public final class SignalGuard {
    private final CountDownLatch cleanedUp = new CountDownLatch(1);

    /** @param worker is interrupted by a signal */
    public SignalGuard(Thread worker) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(worker), "shutdown"));
    }

    private void end(Thread worker) {
        if (cleanedUp.getCount() > 0) {
            worker.interrupt();
        }
        try {
            cleanedUp.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the process end. */
    public void close() {
        cleanedUp.countDown();
    }
}
