package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.SchemaChangeListenerBase;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.millrace.core.target.Continuity;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reports when the keyspace, or a table of it that the connector uses, has gone or given way to another of its name, which may be a
 * restored one. Told by the driver, of the others' tables and keyspaces too.
 */
final class TableWatch extends SchemaChangeListenerBase {
    private final Continuity continuity;
    private final String keyspace;
    private final Set<String> tables;

    TableWatch(Continuity continuity, String keyspace, Set<String> tables) {
        this.continuity = continuity;
        this.keyspace = keyspace;
        this.tables = Set.copyOf(tables);
    }

    /** Of the tables that hold rows, and of the one that holds the progress. */
    static TableWatch of(KeyspacesSettings settings, Continuity continuity) {
        Set<String> tables = settings.tables().stream()
                .map(table -> table.defined().table().name())
                .collect(Collectors.toCollection(HashSet::new));
        tables.add(settings.progressTable());
        return new TableWatch(continuity, settings.keyspace(), tables);
    }

    private boolean isOurs(TableMetadata table) {
        return table.getKeyspace().asInternal().equals(keyspace)
                && tables.contains(table.getName().asInternal());
    }

    @Override
    public void onTableDropped(TableMetadata table) {
        if (isOurs(table)) {
            continuity.broken();
        }
    }

    /** Its tables go with it, and the driver tells of none of them. */
    @Override
    public void onKeyspaceDropped(KeyspaceMetadata dropped) {
        if (dropped.getName().asInternal().equals(keyspace)) {
            continuity.broken();
        }
    }

    @Override
    public void onTableUpdated(TableMetadata current, TableMetadata previous) {
        if (isOurs(current) && !current.getId().equals(previous.getId())) {
            continuity.broken();
        }
    }

    @Override
    public void close() {}
}
