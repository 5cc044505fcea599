package dev.millrace.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** What writes have cost, as far as the service tells it. */
class WriteUnitsTest {
    private final WriteUnits units = new WriteUnits();
    private final Map<String, AttributeValue> item = Map.of("a", AttributeValue.fromS("x".repeat(1024)));

    @Test
    void aWriteCostsWhatTheServiceSays() {
        units.written(ConsumedCapacity.builder().capacityUnits(5.0).build(), item);
        assertEquals(5.0, units.total());
    }

    @Test
    void aServerThatSaysNothingCostsTheItemsSizeByKilobytes() {
        units.written(null, item);
        units.written(null, Map.of());
        assertEquals(3.0, units.total());
    }

    @Test
    void aFailedConditionCostsToo() {
        units.refused(item);
        assertEquals(2.0, units.total());
    }
}
