package dev.millrace.cli.demo;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work on threads of its own, while the calling thread shows how far it is. */
final class Watched {
    private Watched() {}

    /**
     * Returns when all of the work is done. The first failure is thrown at once, and the rest interrupted.
     *
     * @param work may be empty
     * @param look called again and again meanwhile, and once more at the end
     */
    static void run(List<Callable<?>> work, Runnable look) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<? extends Future<?>> parts = work.stream().map(threads::submit).toList();
            boolean running = true;
            while (running) {
                running = false;
                for (Future<?> part : parts) {
                    if (part.isDone()) {
                        part.get();
                    } else {
                        running = true;
                    }
                }
                look.run();
                if (running) {
                    MillraceProcess.pause();
                }
            }
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("the run broke", failure.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
