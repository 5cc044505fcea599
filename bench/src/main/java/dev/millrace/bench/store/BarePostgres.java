package dev.millrace.bench.store;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.core.target.RowWrite;
import dev.millrace.postgres.PostgresSettings.Layout;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditional upserts of whole batches, each column as an array. With versions beside the rows two statements of one transaction, as
 * nobody can do it in one.
 */
final class BarePostgres implements BareConnections.BlockWriter<Connection> {
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

    private final List<String> statements;

    BarePostgres(Layout layout) {
        this.statements = layout == Layout.INLINE ? List.of(INLINE) : List.of(VERSIONS, PLAIN);
    }

    /** @param connection without auto-commit */
    @Override
    public void write(Connection connection, List<RowWrite> block) throws SQLException {
        List<Array> columns = columns(connection, block);
        for (String sql : statements) {
            write(connection, sql, columns, block.size());
        }
        connection.commit();
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
                values[i] = NewRows.text(block.get(i).row().orElseThrow().get(column));
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
}
