package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ScrapeTest {
    private static final double EXACTLY = 1e-9;

    @Test
    void a_quantile_lies_in_its_bucket_as_far_as_its_share_of_it() {
        // 10 up to 1 s, 80 more up to 2 s, 10 more up to 4 s.
        Scrape scrape = Scrape.parse(buckets("account", 10, 90, 100, 100));
        assertEquals(1.5, scrape.latencySince(Scrape.NONE, 0.5).orElseThrow(), EXACTLY);
        assertEquals(0.5, scrape.latencySince(Scrape.NONE, 0.05).orElseThrow(), EXACTLY);
        assertEquals(2.0, scrape.latencySince(Scrape.NONE, 0.9).orElseThrow(), EXACTLY);
        assertEquals(3.8, scrape.latencySince(Scrape.NONE, 0.99).orElseThrow(), EXACTLY);
        assertEquals(4.0, scrape.latencySince(Scrape.NONE, 1).orElseThrow(), EXACTLY);
    }

    @Test
    void all_tables_count_together() {
        Scrape scrape = Scrape.parse(buckets("account", 10, 10, 10, 10) + buckets("card", 0, 0, 30, 30));
        assertEquals(0.5, scrape.latencySince(Scrape.NONE, 0.125).orElseThrow(), EXACTLY);
        assertEquals(2 + 2 * 10 / 30.0, scrape.latencySince(Scrape.NONE, 0.5).orElseThrow(), EXACTLY);
    }

    @Test
    void only_what_came_after_the_earlier_reading_counts() {
        Scrape before = Scrape.parse(buckets("account", 1000, 1000, 1000, 1000));
        Scrape after = Scrape.parse(buckets("account", 1000, 1010, 1010, 1010));
        assertEquals(1.5, after.latencySince(before, 0.5).orElseThrow(), EXACTLY);
        assertEquals(OptionalDouble.empty(), after.latencySince(after, 0.5));
        assertEquals(OptionalDouble.empty(), Scrape.NONE.latencySince(Scrape.NONE, 0.5));
    }

    @Test
    void beyond_the_last_bound_the_last_bound_is_the_least_that_is_certain() {
        Scrape scrape = Scrape.parse(buckets("account", 0, 0, 1, 10));
        assertEquals(4.0, scrape.latencySince(Scrape.NONE, 0.99).orElseThrow(), EXACTLY);
    }

    @Test
    void records_are_counted_by_outcome() {
        Scrape scrape = Scrape.parse("""
                # HELP cdc_records_total Settled records
                # TYPE cdc_records_total counter
                cdc_records_total{outcome="applied"} 1.25E7
                cdc_records_total{outcome="stale"} 7.0
                cdc_records_total{outcome="superseded"} 41.0
                cdc_records_total{outcome="dead_lettered"} 2.0
                cdc_dlq_records_total{reason="UNDECODABLE"} 2.0
                cdc_inflight_records 3.0
                cdc_apply_duration_seconds_max NaN
                """);
        assertEquals(new ConnectorCounts(12_500_000, 7, 41, 2), scrape.counts());
    }

    @Test
    void what_is_no_metric_is_nothing() {
        assertEquals(Scrape.NONE.counts(), Scrape.parse("").counts());
        assertTrue(Scrape.parse("<html>no</html>\n").latency().isEmpty());
    }

    /** The histogram of one table: counts up to 1, 2 and 4 seconds, and in all. */
    private static String buckets(String table, long one, long two, long four, long all) {
        String name = "cdc_end_to_end_latency_seconds_bucket{table=\"" + table + "\",le=\"";
        return name + "1.0\"} " + one + ".0\n" + name + "2.0\"} " + two + ".0\n" + name + "4.0\"} " + four + ".0\n"
                + name + "+Inf\"} " + all + "\n";
    }
}
