package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.observe.MetricsPage;
import org.junit.jupiter.api.Test;

final class ConnectorCountsTest {
    @Test
    void records_are_counted_by_outcome() {
        MetricsPage metrics = MetricsPage.parse("""
                cdc_records_total{outcome="applied"} 1.25E7
                cdc_records_total{outcome="stale"} 7.0
                cdc_records_total{outcome="superseded"} 41.0
                cdc_records_total{outcome="dead_lettered"} 2.0
                cdc_dlq_records_total{reason="UNDECODABLE"} 2.0
                """);
        assertEquals(new ConnectorCounts(12_500_000, 7, 41, 2), ConnectorCounts.of(metrics));
        assertEquals(new ConnectorCounts(0, 0, 0, 0), ConnectorCounts.of(MetricsPage.NONE));
    }
}
