package dev.millrace.helm.kubernetes;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What connectors have counted of the latencies of applied changes, from the commit at the source to the target's answer.
 *
 * @param upTo cumulative counts by upper bound in seconds, all tables together
 */
record Latencies(Map<Double, Double> upTo) {
    static final Latencies NONE = new Latencies(Map.of());
    private static final Pattern BUCKET =
            Pattern.compile("cdc_end_to_end_latency_seconds_bucket\\{[^}]*\\ble=\"([^\"]+)\"[^}]*} ([0-9.eE+-]+).*");

    static Latencies parse(String metrics) {
        Map<Double, Double> upTo = new TreeMap<>();
        metrics.lines().forEach(line -> {
            Matcher bucket = BUCKET.matcher(line);
            if (bucket.matches()) {
                upTo.merge(bound(bucket.group(1)), Double.valueOf(bucket.group(2)), Double::sum);
            }
        });
        return new Latencies(upTo);
    }

    private static double bound(String text) {
        return "+Inf".equals(text) ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    Latencies plus(Latencies other) {
        Map<Double, Double> sum = new TreeMap<>(upTo);
        other.upTo.forEach((bound, count) -> sum.merge(bound, count, Double::sum));
        return new Latencies(sum);
    }

    Latencies minus(Latencies earlier) {
        Map<Double, Double> difference = new TreeMap<>(upTo);
        earlier.upTo.forEach((bound, count) -> difference.merge(bound, -count, Double::sum));
        return new Latencies(difference);
    }

    /** Changes that were applied. */
    double count() {
        return upTo.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    }

    /**
     * The latency that a share of the changes did not exceed.
     *
     * @param share 0 to 1
     * @return seconds, interpolated within the histogram's bucket; empty where nothing was applied
     */
    OptionalDouble quantile(double share) {
        double wanted = share * count();
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : upTo.entrySet()) {
            double in = bucket.getValue() - below;
            if (bucket.getValue() >= wanted && in > 0) {
                double upper = bucket.getKey();
                return OptionalDouble.of(
                        Double.isInfinite(upper) ? lower : lower + (upper - lower) * (wanted - below) / in);
            }
            lower = bucket.getKey();
            below = bucket.getValue();
        }
        return OptionalDouble.empty();
    }
}
