package dev.millrace.core.example;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.ProgressKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The simplest of databases: a map for each table, and one write with a condition. Answers from threads of its own, and refuses what is
 * too much for it. Safe for all threads.
 */
final class MapDatabase implements AutoCloseable {
    private static final int MOST_OPEN = 16;
    private static final int LONGEST_TEXT = 1_000;

    private final ConcurrentMap<String, ConcurrentMap<List<Value>, Entry>> tables = new ConcurrentHashMap<>();
    private final ConcurrentMap<ProgressKey, Long> progress = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicInteger open = new AtomicInteger();

    /**
     * What is held for a key.
     *
     * @param row empty: a tombstone
     */
    record Entry(ChangeVersion version, Optional<List<Value>> row) {}

    /** More calls at once than it takes. */
    static final class BusyException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** A value that it cannot hold. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Holds the entry if it is newer than what is held; answers whether it was. */
    CompletionStage<Boolean> putIfNewer(String table, List<Value> key, Entry entry) {
        if (open.incrementAndGet() > MOST_OPEN) {
            open.decrementAndGet();
            return CompletableFuture.failedFuture(new BusyException());
        }
        return CompletableFuture.supplyAsync(() -> put(table, key, entry), threads)
                .thenCompose(MapDatabase::answer)
                .whenComplete((written, failure) -> open.decrementAndGet());
    }

    private Optional<Boolean> put(String table, List<Value> key, Entry entry) {
        if (entry.row().orElse(List.of()).stream().anyMatch(MapDatabase::isTooLong)) {
            return Optional.empty();
        }
        AtomicBoolean written = new AtomicBoolean();
        table(table).compute(key, (same, held) -> {
            written.set(held == null || entry.version().isNewerThan(held.version()));
            return written.get() ? entry : held;
        });
        return Optional.of(written.get());
    }

    private static CompletionStage<Boolean> answer(Optional<Boolean> written) {
        return written.map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(new RefusedException()));
    }

    private static boolean isTooLong(Value value) {
        return value instanceof Value.Text text && text.text().length() > LONGEST_TEXT;
    }

    Map<List<Value>, Entry> entries(String table) {
        return table(table);
    }

    OptionalLong progress(ProgressKey key) {
        Long position = progress.get(key);
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }

    Iterable<ProgressKey> progressKeys() {
        return progress.keySet();
    }

    /** Holds the position if nothing is expected or at least that is held, and nothing or less than the position is held. */
    void raise(ProgressKey key, OptionalLong expected, long position) {
        progress.compute(key, (same, held) -> {
            boolean intact = expected.isEmpty() || (held != null && held >= expected.getAsLong());
            return intact && (held == null || held < position) ? Long.valueOf(position) : held;
        });
    }

    /** Forgets everything. */
    void clear() {
        tables.clear();
        progress.clear();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private ConcurrentMap<List<Value>, Entry> table(String name) {
        return tables.computeIfAbsent(name, any -> new ConcurrentHashMap<>());
    }
}
