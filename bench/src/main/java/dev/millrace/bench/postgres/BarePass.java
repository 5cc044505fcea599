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
    private final int lanes = Integer.parseInt(System.getenv().getOrDefault(LANES, USUAL_LANES));
    private final UnnestUpsert upsert;
    private final List<Connection> connections = new ArrayList<>();
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
        for (int i = 0; i < lanes; i++) {
            connections.add(spec.database().connect());
        }
        this.worker = Worker.start("bare-loop", this::run);
    }

    private void run() throws InterruptedException {
        List<List<RowWrite>> shares = new DecodedRows(spec).inShares(lanes);
        ExecutorService threads = Executors.newFixedThreadPool(lanes);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < lanes; i++) {
                Connection connection = connections.get(i);
                List<RowWrite> share = shares.get(i);
                all.add(threads.submit(() -> {
                    write(connection, share);
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

    private void write(Connection connection, List<RowWrite> share) throws SQLException {
        connection.setAutoCommit(false);
        int batch = spec.setting().batch();
        for (int from = 0; from < share.size() && !stopping; from += batch) {
            List<RowWrite> block = share.subList(from, Math.min(from + batch, share.size()));
            upsert.write(connection, NewestRows.of(block));
            settled.addAndGet(block.size());
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
        // Not before: what their server processes have spent goes with them.
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (SQLException refused) {
                throw new BenchFailure("a connection could not be closed", refused);
            }
        }
    }
}
