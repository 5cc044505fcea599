package dev.millrace.bench.postgres;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.Worker;
import dev.millrace.core.target.RowWrite;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads and decodes all changes first. Then as many connections as the connector has lanes upsert them on the connector's condition,
 * each with a share of the rows.
 */
final class BarePass implements RunningPass {
    private static final String LANES = "MILLRACE_ENGINE_LANES";
    private static final String USUAL_LANES = "4";

    private final PassSpec spec;
    private final int connections = Integer.parseInt(System.getenv().getOrDefault(LANES, USUAL_LANES));
    private final UnnestUpsert upsert;
    private final Worker worker;
    /** Written by the connections' threads, read by whoever asks. */
    private final AtomicLong settled = new AtomicLong();
    /** Written by whoever closes this, read by the threads. */
    private volatile boolean stopping;
    /** Written by the worker, read by whoever asks. */
    private volatile boolean ended;

    BarePass(PassSpec spec) {
        this.spec = spec;
        this.upsert = UnnestUpsert.conditional(spec.shape());
        spec.database().execute(UnnestUpsert.ADD_VERSIONS);
        this.worker = Worker.start("bare-loop", this::run);
    }

    private void run() throws InterruptedException {
        List<List<RowWrite>> shares = new DecodedRows(spec).inShares(connections);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (List<RowWrite> share : shares) {
                all.add(threads.submit(() -> {
                    write(share);
                    return share;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
            ended = true;
        } catch (ExecutionException failure) {
            throw new BenchFailure("the bare client failed", failure);
        } finally {
            threads.shutdownNow();
        }
    }

    private void write(List<RowWrite> share) throws SQLException {
        int batch = spec.setting().batch();
        try (Connection connection = spec.database().connect()) {
            connection.setAutoCommit(false);
            for (int from = 0; from < share.size() && !stopping; from += batch) {
                List<RowWrite> block = share.subList(from, Math.min(from + batch, share.size()));
                upsert.write(connection, NewestRows.of(block));
                settled.addAndGet(block.size());
            }
        }
    }

    @Override
    public PassState state() {
        boolean done = ended;
        if (!done) {
            worker.requireAlive();
        }
        return new PassState(settled.get(), done);
    }

    @Override
    public void close() {
        stopping = true;
        worker.join();
    }
}
