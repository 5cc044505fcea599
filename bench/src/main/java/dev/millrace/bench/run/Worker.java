package dev.millrace.bench.run;

import org.jspecify.annotations.Nullable;

/** A thread whose failure is not lost. */
public final class Worker {
    /** What runs on the thread. */
    public interface Work {
        void run() throws InterruptedException;
    }

    private final Thread thread;
    /** Written by the thread before it ends, taken by whoever waits for that. */
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

    public static Worker start(String name, Work work) {
        Worker worker = new Worker(name, work);
        worker.thread.start();
        return worker;
    }

    public void requireAlive() {
        if (!thread.isAlive()) {
            join();
            throw new BenchFailure(thread.getName() + " ended early");
        }
    }

    /** Waits for its end and throws its failure, once; an interrupted caller goes on at once. */
    public void join() {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable broken = failure;
        if (broken != null) {
            failure = null;
            throw new BenchFailure(thread.getName() + " failed", broken);
        }
    }
}
