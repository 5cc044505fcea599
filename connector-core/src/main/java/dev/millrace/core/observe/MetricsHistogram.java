package dev.millrace.core.observe;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A histogram of durations on a {@link MetricsPage}.
 *
 * @param counts of the durations by the upper bound of their bucket in seconds; cumulative, the last bound is infinite
 */
public record MetricsHistogram(SortedMap<Double, Double> counts) {

    /** What came after an earlier reading of the same histogram. */
    public MetricsHistogram since(MetricsHistogram earlier) {
        SortedMap<Double, Double> grown = new TreeMap<>(counts);
        earlier.counts.forEach((bound, count) -> grown.merge(bound, -count, Double::sum));
        return new MetricsHistogram(grown);
    }

    /**
     * The bound in seconds of the bucket of the duration that a share of all did not exceed; empty where nothing was measured.
     *
     * @param share 0 to 1
     */
    public OptionalDouble bound(double share) {
        if (total() <= 0) {
            return OptionalDouble.empty();
        }
        return counts.entrySet().stream()
                .filter(bucket -> bucket.getValue() >= share * total())
                .mapToDouble(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * The duration in seconds that a share of all did not exceed, interpolated within its bucket; in the last one the bound below it, the
     * least that is certain. Empty where nothing was measured.
     *
     * @param share 0 to 1
     */
    public OptionalDouble quantile(double share) {
        OptionalDouble bound = bound(share);
        if (bound.isEmpty()) {
            return bound;
        }
        double upper = bound.getAsDouble();
        SortedMap<Double, Double> before = counts.headMap(upper);
        double lower = before.isEmpty() ? 0 : before.lastKey();
        double below = before.getOrDefault(lower, 0.0);
        double within = counts.getOrDefault(upper, 0.0) - below;
        boolean known = within > 0 && !Double.isInfinite(upper);
        return OptionalDouble.of(known ? lower + (upper - lower) * (share * total() - below) / within : lower);
    }

    private double total() {
        return counts.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    }
}
