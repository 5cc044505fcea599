package dev.millrace.bench.store;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.Measured;
import dev.millrace.bench.run.ProcessCpu;
import dev.millrace.core.target.RowWrite;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Writes rows that are in memory already, always as many at once as it may. For one thread. */
final class BareLoop implements Bare {
    /** No store of one machine takes more. */
    private static final int ROWS_PER_SECOND = 10_000;

    private final BareClient client;
    private final int inFlight;
    private final NewRows rows = new NewRows();

    /** @param client ends with this */
    BareLoop(BareClient client, int inFlight) {
        this.client = client;
        this.inFlight = inFlight;
    }

    @Override
    public Measured run(double seconds) throws InterruptedException {
        return write(rows.next((int) Math.ceil(seconds * ROWS_PER_SECOND)), (long) (seconds * 1e9));
    }

    @Override
    public void close() {
        client.close();
    }

    private Measured write(List<RowWrite> rows, long longestNanos) throws InterruptedException {
        Semaphore room = new Semaphore(inFlight);
        AtomicLong written = new AtomicLong();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        long cpu = ProcessCpu.nanos();
        long start = System.nanoTime();
        for (RowWrite row : rows) {
            if (System.nanoTime() - start > longestNanos) {
                break;
            }
            room.acquire();
            client.write(row).whenComplete((applied, broken) -> {
                if (broken != null) {
                    failure.compareAndSet(null, broken);
                } else if (applied) {
                    written.incrementAndGet();
                }
                room.release();
            });
        }
        room.acquire(inFlight);
        long nanos = System.nanoTime() - start;
        Throwable broken = failure.get();
        if (broken != null) {
            throw new BenchFailure("the bare client failed", broken);
        }
        return new Measured(written.get(), nanos, ProcessCpu.nanos() - cpu);
    }
}
