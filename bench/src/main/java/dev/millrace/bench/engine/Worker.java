package dev.millrace.bench.engine;

import org.jspecify.annotations.Nullable;

/** A thread whose failure is not lost. */
final class Worker {
    /** What runs on the thread. */
    interface Work {
        void run() throws InterruptedException;
    }

    private final Thread thread;
    /** Written by the thread before it ends. */
    private volatile @Nullable Throwable failure;

    private Worker(String name, Work work) {
        this.thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Throwable broken) {
                        failure = broken;
                    }
                },
                name);
        thread.setDaemon(true);
    }

    static Worker start(String name, Work work) {
        Worker worker = new Worker(name, work);
        worker.thread.start();
        return worker;
    }

    void requireAlive() {
        if (failure != null || !thread.isAlive()) {
            throw new BenchFailure(thread.getName() + " ended early", failure == null ? new Throwable() : failure);
        }
    }

    /** Waits for its end; an interrupted caller goes on at once. */
    void join() {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new BenchFailure(thread.getName() + " failed", failure);
        }
    }
}
