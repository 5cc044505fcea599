package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.millrace.core.target.Continuity;
import dev.millrace.core.target.KeyedProgress;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A table is the same as long as its id is. */
class TableWatchTest {
    private final Continuity continuity = new Continuity();
    private final TableWatch watch = TableWatch.of(
            Settings.of(List.of(Tables.settings("Account", List.of("id"), "id bigint")))
                    .keyspace("bank")
                    .build(),
            continuity);
    private final KeyedProgress progress = new KeyedProgress(new NothingHeld(), continuity);

    private static TableMetadata table(Optional<UUID> id) {
        return table("bank", "Account", id);
    }

    private static TableMetadata table(String keyspace, String name, Optional<UUID> id) {
        return (TableMetadata) Proxy.newProxyInstance(
                TableWatchTest.class.getClassLoader(),
                new Class<?>[] {TableMetadata.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getId" -> id;
                    case "getKeyspace" -> CqlIdentifier.fromInternal(keyspace);
                    case "getName" -> CqlIdentifier.fromInternal(name);
                    default -> throw new UnsupportedOperationException(method.getName());
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
        watch.onKeyspaceDropped(keyspace("elsewhere"));
        assertEquals(false, NothingHeld.hasBroken(progress));
        watch.onKeyspaceDropped(keyspace("bank"));
        assertEquals(true, NothingHeld.hasBroken(progress));
    }

    private static KeyspaceMetadata keyspace(String name) {
        return (KeyspaceMetadata) Proxy.newProxyInstance(
                TableWatchTest.class.getClassLoader(),
                new Class<?>[] {KeyspaceMetadata.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("getName")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return CqlIdentifier.fromInternal(name);
                });
    }

    @Test
    void theTableOfTheProgressIsOneOfOurs() {
        NothingHeld.hasBroken(progress);
        watch.onTableDropped(table("bank", "millrace_progress", Optional.empty()));
        assertEquals(true, NothingHeld.hasBroken(progress));
    }

    /** It holds nothing that the connector has acknowledged; names differ by upper and lower case. */
    @Test
    void aTableThatTheConnectorDoesNotUseIsNone() {
        NothingHeld.hasBroken(progress);
        for (TableMetadata other : List.of(
                table("bank", "scratch", Optional.of(new UUID(1, 1))),
                table("bank", "account", Optional.of(new UUID(1, 1))),
                table("elsewhere", "Account", Optional.of(new UUID(1, 1))))) {
            watch.onTableDropped(other);
            watch.onTableUpdated(other, table(Optional.of(new UUID(1, 2))));
        }
        assertEquals(false, NothingHeld.hasBroken(progress));
    }

    @Test
    void aTableThatGetsAColumnIsNone() {
        NothingHeld.hasBroken(progress);
        watch.onTableUpdated(table(Optional.of(new UUID(1, 1))), table(Optional.of(new UUID(1, 1))));
        watch.onTableUpdated(table(Optional.empty()), table(Optional.empty()));
        assertEquals(false, NothingHeld.hasBroken(progress));
    }
}
