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
     * The duration in seconds that a share of all did not exceed, interpolated within its bucket; in the last one the bound below it, the
     * least that is certain. Empty where nothing was measured.
     *
     * @param share 0 to 1
     */
    public OptionalDouble quantile(double share) {
        double total = counts.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
        if (total <= 0) {
            return OptionalDouble.empty();
        }
        double lowerBound = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            double upTo = bucket.getValue();
            if (upTo >= share * total) {
                if (Double.isInfinite(bucket.getKey()) || upTo == below) {
                    return OptionalDouble.of(lowerBound);
                }
                double into = (share * total - below) / (upTo - below);
                return OptionalDouble.of(lowerBound + (bucket.getKey() - lowerBound) * into);
            }
            lowerBound = bucket.getKey();
            below = upTo;
        }
        return OptionalDouble.of(lowerBound);
    }
}
