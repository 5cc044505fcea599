package dev.millrace.bench.store;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.Measured;
import dev.millrace.bench.run.ProcessCpu;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Conditional upserts of whole batches, each column as an array. With versions beside the rows two statements of one transaction, as
 * nobody can do it in one. Rows are shared out among the connections.
 */
final class BarePostgres implements Bare {
    /** No server of one machine takes more. */
    private static final int ROWS_PER_SECOND = 100_000;

    private static final String ROWS = " FROM unnest(?::numeric[], ?::numeric[], ?::text[], ?::text[], ?::numeric[],"
            + " ?::date[], ?::bytea[]) AS input (id, customer, holder, active, balance, opened, version)";
    private static final String COLUMNS = "account_id, customer_id, holder, active_status, current_balance, open_date";
    private static final String UPDATES = "customer_id = EXCLUDED.customer_id, holder = EXCLUDED.holder,"
            + " active_status = EXCLUDED.active_status, current_balance = EXCLUDED.current_balance,"
            + " open_date = EXCLUDED.open_date";
    private static final String INLINE = "INSERT INTO public.account AS held (" + COLUMNS
            + ", millrace_version, millrace_deleted)"
            + " SELECT id, customer, holder, active, balance, opened, version, false" + ROWS
            + " ON CONFLICT (account_id) DO UPDATE SET " + UPDATES
            + ", millrace_version = EXCLUDED.millrace_version, millrace_deleted = false"
            + " WHERE held.millrace_version IS NULL OR held.millrace_version < EXCLUDED.millrace_version";
    private static final String VERSIONS =
            "INSERT INTO millrace.\"public.account\" AS held (account_id, version, deleted) SELECT id, version, false"
                    + ROWS + " ON CONFLICT (account_id) DO UPDATE SET version = EXCLUDED.version,"
                    + " deleted = false, applied_at = now() WHERE held.version < EXCLUDED.version";
    private static final String PLAIN = "INSERT INTO public.account (" + COLUMNS
            + ") SELECT id, customer, holder, active, balance, opened" + ROWS
            + " ON CONFLICT (account_id) DO UPDATE SET " + UPDATES;

    private final List<Connection> connections;
    private final List<String> statements;
    private final int batch;
    private final NewRows rows = new NewRows();
    private final ExecutorService threads;

    /** @param connections that end with this */
    BarePostgres(List<Connection> connections, Layout layout, int batch) {
        this.connections = List.copyOf(connections);
        this.statements = layout == Layout.INLINE ? List.of(INLINE) : List.of(VERSIONS, PLAIN);
        this.batch = batch;
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

    private long write(Connection connection, List<RowWrite> mine, long end) throws SQLException {
        connection.setAutoCommit(false);
        long applied = 0;
        for (int from = 0; from < mine.size() && System.nanoTime() < end; from += batch) {
            List<RowWrite> block = mine.subList(from, Math.min(from + batch, mine.size()));
            List<Array> columns = columns(connection, block);
            for (String sql : statements) {
                write(connection, sql, columns, block.size());
            }
            connection.commit();
            applied += block.size();
        }
        return applied;
    }

    private static void write(Connection connection, String sql, List<Array> columns, int rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                statement.setArray(i + 1, columns.get(i));
            }
            int written = statement.executeUpdate();
            if (written != rows) {
                throw new BenchFailure("rows written: " + written + " of " + rows);
            }
        }
    }

    /** The row's columns as text, and the version. */
    private static List<Array> columns(Connection connection, List<RowWrite> block) throws SQLException {
        int width = block.get(0).row().orElseThrow().size();
        List<Array> arrays = new ArrayList<>(width + 1);
        for (int column = 0; column < width; column++) {
            String[] values = new String[block.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = text(block.get(i).row().orElseThrow().get(column));
            }
            arrays.add(connection.createArrayOf("text", values));
        }
        byte[][] versions = new byte[block.size()][];
        for (int i = 0; i < versions.length; i++) {
            versions[i] = block.get(i).version().toBytes();
        }
        arrays.add(connection.createArrayOf("bytea", versions));
        return arrays;
    }

    private static String text(Value value) {
        if (value instanceof Value.Decimal number) {
            return number.number().toPlainString();
        }
        return value instanceof Value.Date date ? date.date().toString() : ((Value.Text) value).text();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (SQLException closed) {
                throw new BenchFailure("a connection could not be closed", closed);
            }
        }
    }
}
