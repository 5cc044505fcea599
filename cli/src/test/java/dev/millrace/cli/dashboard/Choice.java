package dev.millrace.cli.dashboard;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a viewer has chosen: the values of the variables, as Grafana writes them into a query.
 *
 * @param range of the time that is looked at
 */
public record Choice(String namespace, String release, String target, String table, Duration range) {
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");
    private static final String ALL = ".*";
    /** Grafana's choice for a scrape interval of 1 s: four of them. */
    private static final Duration RATE_INTERVAL = Duration.ofSeconds(4);

    public static Choice everything(Duration range) {
        return new Choice(ALL, ALL, ALL, ALL, range);
    }

    public Choice ofRelease(String only) {
        return new Choice(namespace, escaped(only), target, table, range);
    }

    public Choice ofTarget(String only) {
        return new Choice(namespace, release, escaped(only), table, range);
    }

    public Choice ofTable(String only) {
        return new Choice(namespace, release, target, escaped(only), range);
    }

    public Choice ofNamespace(String only) {
        return new Choice(escaped(only), release, target, table, range);
    }

    /** As Grafana does it: for a regular expression within a PromQL string. */
    private static String escaped(String value) {
        return value.replaceAll("[\\\\^$*+?.()|\\[\\]{}]", "\\\\\\\\$0");
    }

    /** @throws IllegalArgumentException where the query has a variable that there is not */
    public String in(String query) {
        Map<String, String> values = Map.of(
                "namespace", namespace,
                "release", release,
                "target", target,
                "table", table,
                "__range", range.toSeconds() + "s",
                "__rate_interval", RATE_INTERVAL.toSeconds() + "s");
        return VARIABLE.matcher(query).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException("no variable " + found.group() + " for " + query);
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
