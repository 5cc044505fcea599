package dev.millrace.bench.stages;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.simulator.process.Stage;
import java.util.Optional;

/** A stage on a thread of its own. */
final class RunningStage implements AutoCloseable {
    private final Stage stage;
    private final Thread thread;
    /** Written by the stage's thread before it ends. */
    private volatile Optional<RuntimeException> failure = Optional.empty();

    RunningStage(String name, Stage stage) {
        this.stage = stage;
        this.thread = new Thread(this::run, name);
        thread.start();
    }

    private void run() {
        try {
            stage.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            failure = Optional.of(failed);
        }
    }

    /** Fails where the stage has. */
    void requireAlive() {
        if (failure.isPresent()) {
            throw new BenchFailure(thread.getName() + " has failed", failure.get());
        }
    }

    @Override
    public void close() {
        stage.stop();
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
