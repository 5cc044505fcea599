package dev.millrace.cli.top;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of a process at a moment.
 *
 * @param nanoTime of the reading
 */
record Reading(List<Sample> samples, long nanoTime) {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{([^}]*)})? (\\S+)");
    private static final Pattern BOUND = Pattern.compile("(?:^|,)le=\"([^\"]+)\"");

    /** A line of the metrics. */
    record Sample(String name, String labels, double value) {}

    static Reading parse(String metrics, long nanoTime) {
        List<Sample> samples = new ArrayList<>();
        for (String line : metrics.lines().toList()) {
            Matcher sample = SAMPLE.matcher(line);
            if (!line.startsWith("#") && sample.matches()) {
                String labels = sample.group(2) == null ? "" : sample.group(2);
                samples.add(new Sample(sample.group(1), labels, number(sample.group(3))));
            }
        }
        return new Reading(samples, nanoTime);
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    boolean has(String metric) {
        return samples.stream().anyMatch(sample -> sample.name().equals(metric));
    }

    /** The sum over all labels; 0 where there is none. */
    double sum(String metric) {
        return sum(metric, "");
    }

    /** @param label that the samples have, as it is written */
    double sum(String metric, String label) {
        return samples.stream()
                .filter(sample ->
                        sample.name().equals(metric) && sample.labels().contains(label))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** How much a counter has grown a second. */
    double rate(Reading earlier, String counter) {
        return (sum(counter) - earlier.sum(counter)) * 1e9 / (nanoTime - earlier.nanoTime);
    }

    /**
     * The duration in seconds that a share of those since an earlier reading did not exceed, as the bound of its bucket; empty where
     * there were none.
     *
     * @param share 0 to 1
     */
    OptionalDouble quantile(Reading earlier, String histogram, double share) {
        Map<Double, Double> counts = buckets(histogram);
        earlier.buckets(histogram).forEach((bound, count) -> counts.merge(bound, -count, Double::sum));
        double all = counts.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
        if (all <= 0) {
            return OptionalDouble.empty();
        }
        return counts.entrySet().stream()
                .filter(bucket -> bucket.getValue() >= share * all)
                .mapToDouble(Map.Entry::getKey)
                .findFirst();
    }

    private Map<Double, Double> buckets(String histogram) {
        Map<Double, Double> counts = new TreeMap<>();
        for (Sample sample : samples) {
            Matcher bound = BOUND.matcher(sample.labels());
            if (sample.name().equals(histogram + "_bucket") && bound.find()) {
                counts.merge(number(bound.group(1)), sample.value(), Double::sum);
            }
        }
        return counts;
    }
}
