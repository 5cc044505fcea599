package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.metadata.schema.SchemaChangeListenerBase;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.millrace.core.target.Continuity;

/** Reports when a table of the keyspace has gone or given way to another of its name, which may be a restored one. Told by the driver. */
final class TableWatch extends SchemaChangeListenerBase {
    private final Continuity continuity;

    TableWatch(Continuity continuity) {
        this.continuity = continuity;
    }

    @Override
    public void onTableDropped(TableMetadata table) {
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
