package dev.millrace.bench.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.millrace.bench.sample.SampleTable;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.RowWrite;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** The driver as it comes. Its rows are new, so each is one conditional insert. */
final class BareCassandra implements BareClient {
    private final CqlSession session;
    private final PreparedStatement insert;

    BareCassandra(InetSocketAddress address, String datacenter, String keyspace, String table) {
        this.session = CqlSession.builder()
                .addContactPoint(address)
                .withLocalDatacenter(datacenter)
                .withKeyspace(keyspace)
                .build();
        List<Column> columns = SampleTable.create().columns();
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        this.insert = session.prepare("INSERT INTO " + table + " (" + names
                + ", millrace_version, millrace_deleted) VALUES ("
                + String.join(", ", Collections.nCopies(columns.size() + 2, "?")) + ") IF NOT EXISTS");
    }

    @Override
    public CompletionStage<Boolean> write(RowWrite write) {
        List<Value> row = write.row().orElseThrow();
        Object[] values = new Object[row.size() + 2];
        for (int i = 0; i < row.size(); i++) {
            values[i] = plain(row.get(i));
        }
        values[row.size()] = ByteBuffer.wrap(write.version().toBytes());
        values[row.size() + 1] = false;
        return session.executeAsync(insert.bind(values)).thenApply(AsyncResultSet::wasApplied);
    }

    private static Object plain(Value value) {
        if (value instanceof Value.Decimal number) {
            return number.number();
        }
        return value instanceof Value.Date date ? date.date() : ((Value.Text) value).text();
    }

    @Override
    public void close() {
        session.close();
    }
}
