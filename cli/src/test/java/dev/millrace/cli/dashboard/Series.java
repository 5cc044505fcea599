package dev.millrace.cli.dashboard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** One line of an answer of Prometheus. */
public record Series(Map<String, String> labels, List<Point> points) {
    private static final Pattern LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    /**
     * A value at a moment.
     *
     * @param time seconds since 1970
     */
    public record Point(double time, double value) {}

    /** What there is to draw: Prometheus answers NaN where a quantile is of nothing. */
    public boolean isEmpty() {
        return finite().findAny().isEmpty();
    }

    DoubleStream finite() {
        return points.stream().mapToDouble(Point::value).filter(Double::isFinite);
    }

    /** The largest between these moments; 0 where there is none. */
    public double largest(Instant from, Instant to) {
        return points.stream()
                .filter(point -> point.time() >= seconds(from) && point.time() <= seconds(to))
                .mapToDouble(Point::value)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    private static double seconds(Instant moment) {
        return (double) moment.getEpochSecond();
    }

    /** The last that is a number; 0 where there is none. */
    public double last() {
        return finite().reduce(0, (before, after) -> after);
    }

    /** Its name as the legend has it. */
    String name(String legend) {
        return LABEL.matcher(legend)
                .replaceAll(found -> Matcher.quoteReplacement(labels.getOrDefault(found.group(1), "")))
                .trim();
    }
}
