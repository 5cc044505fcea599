package dev.millrace.helm.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class LatenciesTest {
    private static final String BEFORE = """
            cdc_end_to_end_latency_seconds_bucket{connector="c",table="a",le="0.1"} 5
            cdc_end_to_end_latency_seconds_bucket{connector="c",table="a",le="0.5"} 5
            cdc_end_to_end_latency_seconds_bucket{connector="c",table="a",le="+Inf"} 5
            """;
    private static final String AFTER = """
            # TYPE cdc_end_to_end_latency_seconds histogram
            cdc_end_to_end_latency_seconds_bucket{connector="c",table="a",le="0.1"} 95.0
            cdc_end_to_end_latency_seconds_bucket{connector="c",table="a",le="0.5"} 95.0
            cdc_end_to_end_latency_seconds_bucket{connector="c",table="a",le="+Inf"} 95.0
            cdc_end_to_end_latency_seconds_bucket{le="0.1",table="b"} 0.0
            cdc_end_to_end_latency_seconds_bucket{le="0.5",table="b"} 10.0
            cdc_end_to_end_latency_seconds_bucket{le="+Inf",table="b"} 10.0
            cdc_end_to_end_latency_seconds_count{table="b"} 10.0
            """;

    @Test
    void all_tables_count_together_from_one_reading_to_the_next() {
        Latencies during = Latencies.parse(AFTER).minus(Latencies.parse(BEFORE));
        assertEquals(100, during.count());
        assertEquals(0.05, during.quantile(0.45).orElseThrow(), 1e-9);
        assertEquals(0.1 + 0.4 * 0.9, during.quantile(0.99).orElseThrow(), 1e-9);
    }

    @Test
    void without_a_change_there_is_no_latency() {
        assertTrue(Latencies.NONE.quantile(0.99).isEmpty());
        Latencies same = Latencies.parse(AFTER).minus(Latencies.parse(AFTER));
        assertTrue(same.quantile(0.99).isEmpty());
    }

    @Test
    void what_two_lives_have_counted_is_added() {
        assertEquals(110, Latencies.parse(AFTER).plus(Latencies.parse(BEFORE)).count());
    }
}
