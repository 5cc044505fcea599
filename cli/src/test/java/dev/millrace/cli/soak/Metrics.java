package dev.millrace.cli.soak;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One reading of a connector's {@code /metrics}.
 *
 * @param values by name, the series of one name added up
 */
record Metrics(Map<String, Double> values) {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{[^}]*})? ([0-9.eE+-]+)");
    static final Metrics NONE = new Metrics(Map.of());

    static Metrics parse(String text) {
        Map<String, Double> values = new TreeMap<>();
        text.lines().forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                values.merge(sample.group(1), Double.valueOf(sample.group(2)), Double::sum);
            }
        });
        return new Metrics(values);
    }

    /** 0 where there is no such metric. */
    double value(String name) {
        return values.getOrDefault(name, 0.0);
    }

    long rebalances() {
        return (long) value("cdc_rebalances_total");
    }

    long settled() {
        return (long) value("cdc_records_total");
    }

    long deadLetters() {
        return (long) value("cdc_dlq_records_total");
    }

    long paused() {
        return (long) value("cdc_paused_partitions");
    }

    /** Seconds since 1970. */
    double lastPoll() {
        return value("cdc_last_poll_timestamp_seconds");
    }
}
