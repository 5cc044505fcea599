package dev.millrace.core.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process said at {@code /metrics}, read back from Prometheus' text: for whoever watches processes that serve it as {@link
 * Observed} do. Immutable.
 */
public record MetricsPage(List<Sample> samples) {
    /** Where nothing was said. */
    public static final MetricsPage NONE = new MetricsPage(List.of());

    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|[+-]Inf|NaN)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"([^\"]*)\"");

    /** A line of it. */
    public record Sample(String name, Map<String, String> labels, double value) {}

    /** Reads it. What is no sample is passed over. */
    public static MetricsPage parse(String text) {
        List<Sample> samples = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                String labels = sample.group(2) == null ? "" : sample.group(2);
                samples.add(new Sample(sample.group(1), labels(labels), number(sample.group(3))));
            }
        }
        return new MetricsPage(List.copyOf(samples));
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return Map.copyOf(labels);
    }

    private static double number(String text) {
        // Java's names of the infinities are longer.
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    /** The samples of both: counters and histograms add up, as those of two lives of one process. */
    public MetricsPage plus(MetricsPage other) {
        return new MetricsPage(
                Stream.concat(samples.stream(), other.samples.stream()).toList());
    }

    public boolean has(String metric) {
        return named(metric).findAny().isPresent();
    }

    /** The sum over all labels; 0 where there is none. */
    public double sum(String metric) {
        return named(metric).mapToDouble(Sample::value).sum();
    }

    /** The sum over the samples with this value of a label; 0 where there is none. */
    public double sum(String metric, String label, String value) {
        return named(metric)
                .filter(sample -> value.equals(sample.labels().get(label)))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** A histogram of durations over all labels; empty where there is none. */
    public MetricsHistogram histogram(String metric) {
        TreeMap<Double, Double> counts = new TreeMap<>();
        named(metric + "_bucket")
                .filter(sample -> sample.labels().containsKey("le"))
                .forEach(sample ->
                        counts.merge(number(sample.labels().getOrDefault("le", "NaN")), sample.value(), Double::sum));
        return new MetricsHistogram(counts);
    }

    private Stream<Sample> named(String metric) {
        return samples.stream().filter(sample -> sample.name().equals(metric));
    }
}
