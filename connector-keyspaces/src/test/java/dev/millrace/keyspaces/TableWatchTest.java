package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.millrace.core.target.Continuity;
import dev.millrace.core.target.KeyedProgress;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A table is the same as long as its id is. */
class TableWatchTest {
    private final Continuity continuity = new Continuity();
    private final TableWatch watch = new TableWatch(continuity);
    private final KeyedProgress progress = new KeyedProgress(new NothingHeld(), continuity);

    private static TableMetadata table(Optional<UUID> id) {
        return (TableMetadata) Proxy.newProxyInstance(
                TableWatchTest.class.getClassLoader(),
                new Class<?>[] {TableMetadata.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("getId")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return id;
                });
    }

    @Test
    void anotherTableOfTheNameIsABreak() {
        NothingHeld.hasBroken(progress);
        watch.onTableUpdated(table(Optional.of(new UUID(1, 1))), table(Optional.of(new UUID(1, 2))));
        assertEquals(true, NothingHeld.hasBroken(progress));
        watch.onTableDropped(table(Optional.empty()));
        assertEquals(true, NothingHeld.hasBroken(progress));
    }

    /** The driver tells of the keyspace alone, not of its tables. */
    @Test
    void aKeyspaceThatIsDroppedIsABreak() {
        NothingHeld.hasBroken(progress);
        watch.onKeyspaceDropped((KeyspaceMetadata) Proxy.newProxyInstance(
                TableWatchTest.class.getClassLoader(),
                new Class<?>[] {KeyspaceMetadata.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                }));
        assertEquals(true, NothingHeld.hasBroken(progress));
    }

    @Test
    void aTableThatGetsAColumnIsNone() {
        NothingHeld.hasBroken(progress);
        watch.onTableUpdated(table(Optional.of(new UUID(1, 1))), table(Optional.of(new UUID(1, 1))));
        watch.onTableUpdated(table(Optional.empty()), table(Optional.empty()));
        assertEquals(false, NothingHeld.hasBroken(progress));
    }
}
