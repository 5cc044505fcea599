package dev.millrace.cli.top;

import dev.millrace.core.observe.MetricsPage;
import java.util.OptionalDouble;

/**
 * The metrics of a process at a moment.
 *
 * @param nanoTime of the reading
 */
record Reading(MetricsPage metrics, long nanoTime) {

    static Reading parse(String metrics, long nanoTime) {
        return new Reading(MetricsPage.parse(metrics), nanoTime);
    }

    /** How much a counter has grown a second. */
    double rate(Reading earlier, String counter) {
        return (metrics.sum(counter) - earlier.metrics.sum(counter)) * 1e9 / (nanoTime - earlier.nanoTime);
    }

    /**
     * The duration in seconds that a share of those since an earlier reading did not exceed, as the bound of its bucket; empty where
     * there were none.
     *
     * @param share 0 to 1
     */
    OptionalDouble quantile(Reading earlier, String histogram, double share) {
        return metrics.histogram(histogram)
                .since(earlier.metrics.histogram(histogram))
                .bound(share);
    }
}
