package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.SchemaChangeListenerBase;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.millrace.core.target.Continuity;

/** Reports when the keyspace or a table of it has gone or given way to another of its name, which may be a restored one. Told by the driver. */
final class TableWatch extends SchemaChangeListenerBase {
    private final Continuity continuity;

    TableWatch(Continuity continuity) {
        this.continuity = continuity;
    }

    @Override
    public void onTableDropped(TableMetadata table) {
        continuity.broken();
    }

    /** Its tables go with it, and the driver tells of none of them. */
    @Override
    public void onKeyspaceDropped(KeyspaceMetadata keyspace) {
        continuity.broken();
    }

    @Override
    public void onTableUpdated(TableMetadata current, TableMetadata previous) {
        if (!current.getId().equals(previous.getId())) {
            continuity.broken();
        }
    }

    @Override
    public void close() {}
}
