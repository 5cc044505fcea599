package dev.millrace.redis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends connections whose server takes nothing more: reads have a time limit, a write has none. Knows all connections, so that they end with
 * the target. Safe for all threads.
 */
final class LinkWatch implements AutoCloseable {
    private static final int LOOKS_PER_TIMEOUT = 4;

    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final long timeoutNanos;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread worker = new Thread(task, "redis-watch");
        worker.setDaemon(true);
        return worker;
    });
    private volatile boolean closed;

    /** @param timeout for the sending of one command */
    LinkWatch(Duration timeout) {
        this.timeoutNanos = timeout.toNanos();
        long period = timeoutNanos / LOOKS_PER_TIMEOUT;
        var unused = thread.scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        for (Link link : links) {
            long since = link.sendingSinceNanos();
            if (since != Link.IDLE && now - since > timeoutNanos) {
                link.abort();
            }
        }
    }

    void add(Link link) {
        links.add(link);
        // It may have been closed in between, and then nobody else ends this one.
        if (closed) {
            link.abort();
        }
    }

    void remove(Link link) {
        links.remove(link);
    }

    /** How many connections there are now. */
    int size() {
        return links.size();
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        links.forEach(Link::abort);
        links.clear();
    }
}
