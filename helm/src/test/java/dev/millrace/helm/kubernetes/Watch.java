package dev.millrace.helm.kubernetes;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Reads the pods and their metrics again and again, and adds up what the lives of all pods have counted: of a life that has ended, what
 * its last reading said, which may lack its last {@link #STEP}. Thread safe.
 */
final class Watch implements AutoCloseable {
    /** Sixteen pods that render their metrics all the time would be a load of their own. */
    private static final Duration STEP = Duration.ofSeconds(2);

    private final Api api;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "watch"));
    /** Those that answer slowly must not make the others wait. */
    private final ExecutorService readers = Executors.newCachedThreadPool(task -> new Thread(task, "watch-reader"));
    /** Guarded by this: of every pod that was ever seen. */
    private final Map<String, Counted> counted = new HashMap<>();

    /**
     * What the lives of one pod have counted.
     *
     * @param former of the lives of its container that have ended
     * @param now of the present one
     * @param restarts that were seen
     */
    private record Counted(String release, Latencies former, Latencies now, int restarts) {
        Counted with(Pod pod, Optional<Latencies> read) {
            Latencies next = read.orElse(now);
            boolean newLife = next.count() < now.count();
            return new Counted(release, newLife ? former.plus(now) : former, next, Math.max(restarts, pod.restarts()));
        }

        Latencies all() {
            return former.plus(now);
        }
    }

    Watch(Api api) {
        this.api = api;
    }

    void begin() {
        var unused = clock.scheduleWithFixedDelay(this::look, 0, STEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            List<CompletableFuture<Void>> readings = api.pods().stream()
                    .map(pod -> CompletableFuture.runAsync(() -> read(pod), readers))
                    .toList();
            CompletableFuture.allOf(readings.toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (IOException notNow) {
            // The next look is soon; what the steps wait for tells of a cluster that is gone.
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Pod pod) {
        try {
            Optional<Latencies> read = api.metrics(pod).map(Latencies::parse);
            synchronized (this) {
                Counted before =
                        counted.getOrDefault(pod.uid(), new Counted(pod.release(), Latencies.NONE, Latencies.NONE, 0));
                counted.put(pod.uid(), before.with(pod, read));
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** What all pods of a release have counted so far. */
    synchronized Latencies of(String release) {
        return counted.values().stream()
                .filter(pod -> pod.release().equals(release))
                .map(Counted::all)
                .reduce(Latencies.NONE, Latencies::plus);
    }

    /** Restarts of the containers of all pods of a release so far, as far as they were seen. */
    synchronized int restarts(String release) {
        return counted.values().stream()
                .filter(pod -> pod.release().equals(release))
                .mapToInt(Counted::restarts)
                .sum();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        readers.shutdownNow();
    }
}
