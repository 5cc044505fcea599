package dev.millrace.bench.store;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.Measured;
import dev.millrace.bench.run.ProcessCpu;
import dev.millrace.core.target.RowWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Rows are shared out among connections, each of which has a thread of its own and writes its rows block by block. */
final class BareConnections<C extends AutoCloseable> implements Bare {
    /** Rows are made beforehand; who writes them faster is measured over less than the time. */
    private static final int ROWS_PER_SECOND = 100_000;

    private final List<C> connections;
    private final BlockWriter<C> writer;
    private final int blockRows;
    private final NewRows rows = new NewRows();
    private final ExecutorService threads;

    /** Writes all rows of a block, or fails. */
    interface BlockWriter<C> {
        void write(C connection, List<RowWrite> block) throws Exception;
    }

    /** @param connections that end with this */
    BareConnections(List<C> connections, BlockWriter<C> writer, int blockRows) {
        this.connections = List.copyOf(connections);
        this.writer = writer;
        this.blockRows = blockRows;
        this.threads = Executors.newFixedThreadPool(connections.size());
    }

    @Override
    public Measured run(double seconds) throws InterruptedException {
        List<RowWrite> all = rows.next((int) Math.ceil(seconds * ROWS_PER_SECOND));
        int share = all.size() / connections.size();
        long cpu = ProcessCpu.nanos();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        List<Future<Long>> written = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            C connection = connections.get(i);
            List<RowWrite> mine = all.subList(i * share, (i + 1) * share);
            written.add(threads.submit(() -> write(connection, mine, end)));
        }
        long records = 0;
        for (Future<Long> each : written) {
            try {
                records += each.get();
            } catch (ExecutionException failure) {
                throw new BenchFailure("the bare client failed", failure);
            }
        }
        return new Measured(records, System.nanoTime() - start, ProcessCpu.nanos() - cpu);
    }

    private long write(C connection, List<RowWrite> mine, long end) throws Exception {
        long applied = 0;
        for (int from = 0; from < mine.size() && System.nanoTime() < end; from += blockRows) {
            List<RowWrite> block = mine.subList(from, Math.min(from + blockRows, mine.size()));
            writer.write(connection, block);
            applied += block.size();
        }
        return applied;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        for (C connection : connections) {
            try {
                connection.close();
            } catch (Exception refused) {
                throw new BenchFailure("a connection could not be closed", refused);
            }
        }
    }
}
