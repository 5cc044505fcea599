package dev.millrace.bench.store;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.Measured;
import dev.millrace.bench.run.ProcessCpu;
import dev.millrace.bench.sample.Decoder;
import dev.millrace.bench.sample.SampleRecords;
import dev.millrace.core.target.RowWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Writes rows that are in memory already, always as many at once as it may. For one thread. */
final class BareLoop {
    /** No store of one machine takes more. */
    private static final int ROWS_PER_SECOND = 10_000;
    /** The connector's rows are below; a customer's number, 100,000,000 and the row, has nine digits. */
    private static final int FIRST_ROW = 500_000_000;

    private final BareClient client;
    private final int inFlight;
    private final Decoder decoder;
    private final SampleRecords samples;
    private int nextRow = FIRST_ROW;

    /** @param decoder makes rows of the store's table */
    BareLoop(BareClient client, int inFlight, Decoder decoder, SampleRecords samples) {
        this.client = client;
        this.inFlight = inFlight;
        this.decoder = decoder;
        this.samples = samples;
    }

    /** Rows are made before anything is measured: the connector's share is what the connector adds. */
    Measured run(double seconds) throws InterruptedException {
        return write(rows((int) Math.ceil(seconds * ROWS_PER_SECOND)), (long) (seconds * 1e9));
    }

    private List<RowWrite> rows(int count) {
        List<RowWrite> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(decoder.decode(SampleRecords.key(nextRow), samples.value(nextRow)));
            nextRow++;
        }
        return rows;
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
