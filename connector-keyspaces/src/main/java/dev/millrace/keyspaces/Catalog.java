package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.RelationMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** What is there, as the driver reads it from the server's schema. For one thread. */
final class Catalog {
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final int MOST_LOOKS = 60;

    private final CqlSession session;
    private final String keyspace;
    private final Consumer<Duration> pause;

    /** @param pause rests for so long */
    Catalog(CqlSession session, String keyspace, Consumer<Duration> pause) {
        this.session = session;
        this.keyspace = keyspace;
        this.pause = pause;
    }

    void refresh() {
        session.refreshSchema();
    }

    boolean hasKeyspace() {
        return keyspace().isPresent();
    }

    private Optional<KeyspaceMetadata> keyspace() {
        return session.getMetadata().getKeyspace(CqlIdentifier.fromInternal(keyspace));
    }

    /** A table or a view. */
    Optional<RelationMetadata> relation(String name) {
        CqlIdentifier id = CqlIdentifier.fromInternal(name);
        Optional<TableMetadata> table = keyspace().flatMap(found -> found.getTable(id));
        return table.isPresent()
                ? Optional.of(table.get())
                : keyspace().flatMap(found -> found.getView(id)).map(RelationMetadata.class::cast);
    }

    /** The table that was just created; empty where it did not come into sight. */
    Optional<RelationMetadata> awaitTable(String name) {
        for (int i = 0; i < MOST_LOOKS && relation(name).isEmpty(); i++) {
            pause.accept(BETWEEN);
            refresh();
        }
        return relation(name);
    }
}
