package dev.millrace.bench.store;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.Measured;
import dev.millrace.bench.run.ProcessCpu;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.RowWrite;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;

/**
 * Pipelines as they come: each connection sends so many calls of the connector's own function, then reads their answers. Rows are shared
 * out among the connections in blocks of that size.
 */
final class BareRedis implements Bare {
    /** No server of one thread takes more. */
    private static final int ROWS_PER_SECOND = 100_000;

    private final List<Connection> connections;
    private final RedisCall call;
    private final int depth;
    private final NewRows rows = new NewRows();
    private final ExecutorService threads;

    /** @param connections that end with this */
    BareRedis(List<Connection> connections, RedisCall call, int depth) {
        this.connections = List.copyOf(connections);
        this.call = call;
        this.depth = depth;
        this.threads = Executors.newFixedThreadPool(connections.size());
    }

    /**
     * How the function is called.
     *
     * @param function its name
     * @param prefix of a row's key
     * @param columns their names
     */
    record RedisCall(String function, boolean hasVersionKey, String prefix, List<Column> columns) {
        private static final byte[] ONE = {'1'};
        private static final byte[] TWO = {'2'};
        private static final byte[] NONE = {'0'};

        byte[][] arguments(RowWrite write) {
            List<Value> row = write.row().orElseThrow();
            List<byte[]> arguments = new ArrayList<>(5 + 2 * columns.size());
            String key = prefix + text(write.key().value(0));
            arguments.add(bytes(function));
            arguments.add(hasVersionKey ? TWO : ONE);
            arguments.add(bytes(key));
            if (hasVersionKey) {
                arguments.add(bytes("v:{" + key + "}"));
            }
            arguments.add(bytes(write.version().toHex()));
            if (hasVersionKey) {
                arguments.add(NONE);
            }
            for (int i = 0; i < row.size(); i++) {
                arguments.add(bytes(columns.get(i).name()));
                arguments.add(bytes(text(row.get(i))));
            }
            return arguments.toArray(byte[][]::new);
        }

        private static String text(Value value) {
            if (value instanceof Value.Decimal number) {
                return number.number().toPlainString();
            }
            return value instanceof Value.Date date ? date.date().toString() : ((Value.Text) value).text();
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
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
            Connection connection = connections.get(i);
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

    private long write(Connection connection, List<RowWrite> mine, long end) {
        long applied = 0;
        for (int from = 0; from < mine.size() && System.nanoTime() < end; from += depth) {
            List<RowWrite> block = mine.subList(from, Math.min(from + depth, mine.size()));
            for (RowWrite write : block) {
                connection.sendCommand(Protocol.Command.FCALL, call.arguments(write));
            }
            for (Object reply : connection.getMany(block.size())) {
                if (!Long.valueOf(1).equals(reply)) {
                    throw new BenchFailure("a row was not written: " + reply);
                }
                applied++;
            }
        }
        return applied;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        connections.forEach(Connection::close);
    }
}
