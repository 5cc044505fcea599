package dev.millrace.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.dynamodb.DynamoDbSettings.TableSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;

/** What a delete leaves behind, and until when. */
class TombstonesTest {
    private final TableSettings table = Samples.table(LocalDynamoDb.newName(), List.of("id"), "id bigint", "note text");

    private TestSettings settings() {
        return TestSettings.at(LocalDynamoDb.endpoint(), table).tombstones(Duration.ofDays(14));
    }

    private String name() {
        return table.table().table().name();
    }

    private TimeToLiveDescription timeToLive() {
        return LocalDynamoDb.client()
                .describeTimeToLive(request -> request.tableName(name()))
                .join()
                .timeToLiveDescription();
    }

    @Test
    void anUpsertOverATombstoneRemovesItsExpiry() {
        try (DynamoDbTarget target = settings().open()) {
            TargetTable rows = target.table(table.table().source()).orElseThrow();
            Writes.writeOne(target, Writes.delete(rows, 1, 1));
            assertEquals(
                    Set.of("id", Attributes.VERSION, Attributes.DELETED, Attributes.EXPIRES),
                    LocalDynamoDb.items(name()).get(0).keySet());
            assertEquals(Outcome.STALE, Writes.writeOne(target, Writes.upsert(rows, 1, 1, "late")));
            assertEquals(Outcome.APPLIED, Writes.writeOne(target, Writes.upsert(rows, 2, 1, "back")));
            Map<String, AttributeValue> item = LocalDynamoDb.items(name()).get(0);
            assertEquals(Set.of("id", "note", Attributes.VERSION), item.keySet());
        }
    }

    @Test
    void autoCreateSwitchesTheExpiryOnInOldTablesToo() {
        TestSettings.at(LocalDynamoDb.endpoint(), table).open().close();
        assertEquals("DISABLED", timeToLive().timeToLiveStatusAsString());
        settings().open().close();
        assertEquals(Attributes.EXPIRES, timeToLive().attributeName());
        settings().refusing().open().close();
    }

    @Test
    void twoConnectorsThatStartAtOnceCreateTheSameTables() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<DynamoDbTarget> start =
                    () -> settings().progressTable(name() + "_progress").open();
            for (Future<DynamoDbTarget> started : threads.invokeAll(List.of(start, start, start, start))) {
                started.get().close();
            }
        } finally {
            threads.shutdownNow();
        }
        assertTrue(timeToLive().timeToLiveStatusAsString().startsWith("ENABL"));
    }
}
