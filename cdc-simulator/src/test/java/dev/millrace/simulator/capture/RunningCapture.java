package dev.millrace.simulator.capture;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.CompletableFuture;

/** A Capture on a thread of its own. */
final class RunningCapture implements AutoCloseable {
    private final Capture capture;
    private final CompletableFuture<Void> end;

    RunningCapture(Capture capture) {
        this.capture = capture;
        this.end = CompletableFuture.runAsync(() -> {
            try {
                capture.run();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void requireAlive() {
        assertFalse(end.isDone());
    }

    @Override
    public void close() {
        capture.stop();
        end.join();
    }
}
