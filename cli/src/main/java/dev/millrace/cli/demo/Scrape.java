package dev.millrace.cli.demo;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One reading of the connector's {@code /metrics}.
 *
 * @param latency cumulative counts of end-to-end latencies by upper bound in seconds, all tables together
 */
record Scrape(ConnectorCounts counts, Map<Double, Double> latency) {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{([^}]*)})? ([0-9.eE+-]+|[+-]Inf|NaN)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    static final Scrape NONE = new Scrape(ConnectorCounts.NONE, Map.of());

    static Scrape parse(String metrics) {
        Map<String, Double> outcomes = new TreeMap<>();
        Map<Double, Double> latency = new TreeMap<>();
        for (String line : metrics.split("\n", -1)) {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches() || sample.group(2) == null) {
                continue;
            }
            if (sample.group(1).equals("cdc_records_total")) {
                outcomes.merge(label(sample.group(2), "outcome"), number(sample.group(3)), Double::sum);
            } else if (sample.group(1).equals("cdc_end_to_end_latency_seconds_bucket")) {
                latency.merge(number(label(sample.group(2), "le")), number(sample.group(3)), Double::sum);
            }
        }
        return new Scrape(
                new ConnectorCounts(
                        count(outcomes, "applied"),
                        count(outcomes, "stale"),
                        count(outcomes, "superseded"),
                        count(outcomes, "dead_lettered")),
                latency);
    }

    /**
     * The latency that a share of the applied changes did not exceed, between two readings of one connector.
     *
     * @param share 0 to 1
     * @return seconds, interpolated within the histogram's bucket; empty where nothing was applied in between
     */
    OptionalDouble latencySince(Scrape earlier, double share) {
        double total = since(earlier, Double.POSITIVE_INFINITY);
        if (total <= 0) {
            return OptionalDouble.empty();
        }
        double lowerBound = 0;
        double below = 0;
        for (double bound : latency.keySet()) {
            double upTo = since(earlier, bound);
            if (upTo >= share * total) {
                boolean open = Double.isInfinite(bound) || upTo == below;
                return OptionalDouble.of(
                        open ? lowerBound : lowerBound + (bound - lowerBound) * (share * total - below) / (upTo - below));
            }
            lowerBound = bound;
            below = upTo;
        }
        return OptionalDouble.of(lowerBound);
    }

    private double since(Scrape earlier, double bound) {
        return latency.getOrDefault(bound, 0.0) - earlier.latency.getOrDefault(bound, 0.0);
    }

    private static long count(Map<String, Double> outcomes, String outcome) {
        return outcomes.getOrDefault(outcome, 0.0).longValue();
    }

    private static String label(String labels, String name) {
        Matcher label = LABEL.matcher(labels);
        while (label.find()) {
            if (label.group(1).equals(name)) {
                return label.group(2);
            }
        }
        return "";
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
}
