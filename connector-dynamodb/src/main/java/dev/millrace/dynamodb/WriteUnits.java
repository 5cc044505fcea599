package dev.millrace.dynamodb;

import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** Adds up the write units that the rows' writes have consumed. Safe for all threads. */
final class WriteUnits {
    private static final int UNIT_BYTES = 1024;

    private final DoubleAdder total = new DoubleAdder();

    /** @param consumed as the service says it, indexes included; some servers do not say it */
    void written(@Nullable ConsumedCapacity consumed, Map<String, AttributeValue> item) {
        Double units = consumed == null ? null : consumed.capacityUnits();
        total.add(units == null ? bySize(item) : units);
    }

    /**
     * A condition that failed costs what the larger of the two items, the held and the new one, would have cost. The service tells
     * neither: the new one's size has to do.
     */
    void refused(Map<String, AttributeValue> item) {
        total.add(bySize(item));
    }

    double total() {
        return total.sum();
    }

    private static int bySize(Map<String, AttributeValue> item) {
        return Math.max(1, (ItemSize.of(item) + UNIT_BYTES - 1) / UNIT_BYTES);
    }
}
