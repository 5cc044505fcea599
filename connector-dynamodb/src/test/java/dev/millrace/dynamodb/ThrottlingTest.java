package dev.millrace.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetMeter;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.dynamodb.DynamoDbSettings.TableSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A service that is asked too often gets every row in the end, and less at once. */
class ThrottlingTest {
    private static final int ROWS = 500;
    private static final int MOST_AT_ONCE = 4;
    private static final int IN_FLIGHT = 64;

    private final TableSettings table = Samples.table(LocalDynamoDb.newName(), List.of("id"), "id bigint", "note text");

    private static double meter(DynamoDbTarget target, String name) {
        return target.meters().stream()
                .filter(meter -> meter.name().equals(name))
                .mapToDouble(meter -> meter.value().getAsDouble())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyRowIsWrittenNoneIsPoisonAndFewerCallsAreOpenAtOnce() throws Exception {
        try (ThrottlingProxy proxy = new ThrottlingProxy(LocalDynamoDb.endpoint(), MOST_AT_ONCE);
                DynamoDbTarget target = TestSettings.at(proxy.endpoint(), table)
                        .inFlight(IN_FLIGHT)
                        .open()) {
            TargetTable rows = target.table(table.table().source()).orElseThrow();
            List<RowWrite> left = IntStream.range(0, ROWS)
                    .mapToObj(i -> Writes.upsert(rows, 1, i, "x"))
                    .toList();
            int lowest = IN_FLIGHT;
            while (!left.isEmpty()) {
                List<Outcome> outcomes = Writes.write(target, left);
                List<RowWrite> again = new ArrayList<>();
                for (int i = 0; i < outcomes.size(); i++) {
                    if (outcomes.get(i) instanceof Outcome.Failed failed) {
                        assertEquals(FailureKind.TRANSIENT, failed.kind(), failed::toString);
                        again.add(left.get(i));
                    }
                }
                lowest = Math.min(lowest, (int) meter(target, "calls_limit"));
                left = again;
            }
            assertEquals(ROWS, LocalDynamoDb.items(rows.name()).size());
            assertTrue(proxy.throttled() > 0);
            assertEquals(proxy.throttled(), meter(target, "throttled"));
            assertTrue(lowest <= 4 * MOST_AT_ONCE, () -> "the limit never sank enough");
        }
    }

    @Test
    void metersHaveTheirPublishedNames() {
        try (DynamoDbTarget target =
                TestSettings.at(LocalDynamoDb.endpoint(), table).open()) {
            assertEquals(
                    List.of("throttled", "calls_limit", "write_units"),
                    target.meters().stream().map(TargetMeter::name).toList());
        }
    }
}
