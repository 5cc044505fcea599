package dev.millrace.core.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class BoundedCountersTest {
    @Test
    void afterFiftyReasonsTheOthersShareOneLabel() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ConnectorMetrics metrics = new ConnectorMetrics(registry, Clock.systemUTC(), "test");
        for (int i = 0; i < 60; i++) {
            metrics.deadLettered("reason-" + i);
            metrics.deadLettered("reason-0");
        }
        assertEquals(51, registry.find("cdc.dlq.records").counters().size());
        assertEquals(
                10,
                registry.get("cdc.dlq.records").tag("reason", "other").counter().count());
        assertEquals(
                61,
                registry.get("cdc.dlq.records")
                        .tag("reason", "reason-0")
                        .counter()
                        .count());
    }
}
