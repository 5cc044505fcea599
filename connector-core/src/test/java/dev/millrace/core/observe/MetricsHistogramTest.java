package dev.millrace.core.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class MetricsHistogramTest {
    private static final double EXACTLY = 1e-9;

    @Test
    void a_quantile_lies_in_its_bucket_as_far_as_its_share_of_it() {
        // 10 up to 1 s, 80 more up to 2 s, 10 more up to 4 s.
        MetricsHistogram histogram = histogram(buckets("account", 10, 90, 100, 100));
        assertEquals(1.5, histogram.quantile(0.5).orElseThrow(), EXACTLY);
        assertEquals(0.5, histogram.quantile(0.05).orElseThrow(), EXACTLY);
        assertEquals(2.0, histogram.quantile(0.9).orElseThrow(), EXACTLY);
        assertEquals(3.8, histogram.quantile(0.99).orElseThrow(), EXACTLY);
        assertEquals(4.0, histogram.quantile(1).orElseThrow(), EXACTLY);
    }

    @Test
    void the_bound_of_the_bucket_needs_no_guess() {
        MetricsHistogram histogram = histogram(buckets("account", 10, 90, 100, 101));
        assertEquals(OptionalDouble.of(2), histogram.bound(0.5));
        assertEquals(OptionalDouble.of(4), histogram.bound(0.99));
        assertEquals(OptionalDouble.of(Double.POSITIVE_INFINITY), histogram.bound(1));
        assertEquals(OptionalDouble.empty(), histogram("").bound(0.5));
    }

    @Test
    void all_labels_count_together() {
        MetricsHistogram histogram = histogram(buckets("account", 10, 10, 10, 10) + buckets("card", 0, 0, 30, 30));
        assertEquals(0.5, histogram.quantile(0.125).orElseThrow(), EXACTLY);
        assertEquals(2 + 2 * 10 / 30.0, histogram.quantile(0.5).orElseThrow(), EXACTLY);
    }

    @Test
    void only_what_came_after_the_earlier_reading_counts() {
        MetricsHistogram before = histogram(buckets("account", 1000, 1000, 1000, 1000));
        MetricsHistogram after = histogram(buckets("account", 1000, 1010, 1010, 1010));
        assertEquals(1.5, after.since(before).quantile(0.5).orElseThrow(), EXACTLY);
        assertEquals(OptionalDouble.empty(), after.since(after).quantile(0.5));
        assertEquals(OptionalDouble.empty(), histogram("").quantile(0.5));
    }

    @Test
    void beyond_the_last_bound_the_last_bound_is_the_least_that_is_certain() {
        assertEquals(
                4.0, histogram(buckets("account", 0, 0, 1, 10)).quantile(0.99).orElseThrow(), EXACTLY);
    }

    private static MetricsHistogram histogram(String text) {
        return MetricsPage.parse(text).histogram("latency_seconds");
    }

    /** The histogram of one table: counts up to 1, 2 and 4 seconds, and in all. */
    private static String buckets(String table, long one, long two, long four, long all) {
        String name = "latency_seconds_bucket{table=\"" + table + "\",le=\"";
        return name + "1.0\"} " + one + ".0\n" + name + "2.0\"} " + two + ".0\n" + name + "4.0\"} " + four + ".0\n"
                + name + "+Inf\"} " + all + "\n";
    }
}
