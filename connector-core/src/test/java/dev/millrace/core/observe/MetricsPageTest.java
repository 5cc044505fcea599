package dev.millrace.core.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MetricsPageTest {
    private static final MetricsPage PAGE = MetricsPage.parse("""
            # HELP cdc_records_total Settled records
            # TYPE cdc_records_total counter
            cdc_records_total{outcome="applied"} 1.25E7
            cdc_records_total{outcome="stale",note="a } and a , in it"} 7.0
            cdc_records_total{note="applied"} 41
            cdc_inflight_records 3.0
            cdc_apply_duration_seconds_max NaN
            cdc_lowest -Inf
            """);

    @Test
    void samples_add_up_by_name_and_by_label() {
        assertEquals(12_500_048, PAGE.sum("cdc_records_total"));
        assertEquals(12_500_000, PAGE.sum("cdc_records_total", "outcome", "applied"));
        assertEquals(7, PAGE.sum("cdc_records_total", "outcome", "stale"));
        assertEquals(0, PAGE.sum("cdc_records_total", "outcome", "superseded"));
        assertEquals(3, PAGE.sum("cdc_inflight_records"));
        assertEquals(0, PAGE.sum("cdc_records"));
    }

    @Test
    void values_that_are_no_numbers_of_java_are_read() {
        assertEquals(Double.NaN, PAGE.sum("cdc_apply_duration_seconds_max"));
        assertEquals(Double.NEGATIVE_INFINITY, PAGE.sum("cdc_lowest"));
    }

    @Test
    void the_counters_of_two_lives_add_up() {
        MetricsPage both = PAGE.plus(MetricsPage.parse("cdc_records_total{outcome=\"stale\"} 2"));
        assertEquals(9, both.sum("cdc_records_total", "outcome", "stale"));
        assertEquals(PAGE, PAGE.plus(MetricsPage.NONE));
    }

    @Test
    void what_is_no_sample_is_passed_over() {
        assertTrue(PAGE.has("cdc_lowest"));
        assertFalse(PAGE.has("cdc_low"));
        assertEquals(List.of(), MetricsPage.parse("").samples());
        assertEquals(
                List.of(),
                MetricsPage.parse("<html>no</html>\nup down\nup 1.2.3\nup\n").samples());
    }
}
