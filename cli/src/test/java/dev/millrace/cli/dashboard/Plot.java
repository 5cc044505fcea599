package dev.millrace.cli.dashboard;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Draws the series of a panel over time: lines, areas and bars, beside or upon one another. For one thread. */
final class Plot {
    private final Svg svg;
    private final double left;
    private final double right;
    private final double bottom;
    private final long from;
    private final int seconds;
    private final Axis axis;

    /** Room for what is drawn. */
    record Frame(double left, double right, double top, double bottom) {}

    Plot(Svg svg, Frame frame, Instant from, Instant to, List<Named> all, Dashboard.Panel panel) {
        this.svg = svg;
        this.left = frame.left();
        this.right = frame.right();
        this.bottom = frame.bottom();
        this.from = from.getEpochSecond();
        this.seconds = (int) (to.getEpochSecond() - this.from);
        this.axis = axis(all, panel, frame);
    }

    private Axis axis(List<Named> all, Dashboard.Panel panel, Frame frame) {
        double base = panel.defaults()
                .path("custom")
                .path("scaleDistribution")
                .path("log")
                .asDouble();
        double[] sums = new double[seconds + 1];
        double largest = panel.defaults().path("custom").path("axisSoftMax").asDouble();
        for (Named one : all) {
            double[] values = values(one);
            for (int i = 0; i <= seconds; i++) {
                if (Double.isFinite(values[i])) {
                    sums[i] += one.isStacked() ? values[i] : 0;
                    largest = Math.max(largest, values[i]);
                }
            }
        }
        largest = Math.max(largest, DoubleStream.of(sums).max().orElse(0));
        if (base == 0) {
            return Axis.linear(largest, frame.bottom(), frame.top());
        }
        double smallest = all.stream()
                .flatMapToDouble(one -> DoubleStream.of(values(one)))
                .filter(value -> value > 0)
                .min()
                .orElse(1);
        return Axis.logarithmic(base, smallest, Math.max(largest, smallest), frame.bottom(), frame.top());
    }

    Axis axis() {
        return axis;
    }

    /** By second; not a number where there is none. */
    private double[] values(Named one) {
        double[] values = new double[seconds + 1];
        Arrays.fill(values, Double.NaN);
        for (Series.Point point : one.series().points()) {
            int second = (int) (Math.round(point.time()) - from);
            if (second >= 0 && second <= seconds && Double.isFinite(point.value())) {
                values[second] = point.value();
            }
        }
        return values;
    }

    double x(double second) {
        return left + (right - left) * second / Math.max(1, seconds);
    }

    void draw(List<Named> all) {
        double[] below = new double[seconds + 1];
        for (Named one : all) {
            double[] values = values(one);
            if (one.isStacked()) {
                double[] above = below.clone();
                double[] seen = new double[seconds + 1];
                for (int i = 0; i <= seconds; i++) {
                    boolean any = Double.isFinite(values[i]) && values[i] > 0;
                    above[i] += any ? values[i] : 0;
                    // A line for nothing would lie upon the one below.
                    seen[i] = any || isBeside(values, i) ? above[i] : Double.NaN;
                }
                draw(one, below, seen);
                below = above;
            } else {
                draw(one, new double[seconds + 1], values);
            }
        }
    }

    private static boolean isBeside(double[] values, int second) {
        return (second > 0 && values[second - 1] > 0) || (second + 1 < values.length && values[second + 1] > 0);
    }

    private void draw(Named one, double[] below, double[] above) {
        if (one.isBars()) {
            bars(one, below, above);
            return;
        }
        for (int start = 0; start <= seconds; start++) {
            if (Double.isFinite(above[start])) {
                int end = start;
                while (end < seconds && Double.isFinite(above[end + 1])) {
                    end++;
                }
                run(one, below, above, start, end);
                start = end;
            }
        }
    }

    private void bars(Named one, double[] below, double[] above) {
        double width = Math.max(2, (right - left) / seconds - 1);
        for (int i = 0; i <= seconds; i++) {
            if (Double.isFinite(above[i]) && above[i] > below[i]) {
                double top = axis.height(above[i]);
                svg.rectangle(
                        x(i) - width / 2,
                        top,
                        width,
                        axis.height(below[i]) - top,
                        one.color(),
                        Math.max(0.5, one.fill()));
            }
        }
    }

    /** Without a gap from one second to another. */
    private void run(Named one, double[] below, double[] above, int start, int end) {
        String upper = path(above, start, end, one.isStepped());
        if (start == end) {
            svg.rectangle(x(start) - 1, axis.height(above[start]) - 1, 2, 2, one.color(), 1);
            return;
        }
        if (one.fill() > 0) {
            StringBuilder area = new StringBuilder("M" + upper);
            for (int i = end; i >= start; i--) {
                area.append('L').append(point(i, below[i]));
                if (one.isStepped() && i > start) {
                    area.append('L').append(point(i, below[i - 1]));
                }
            }
            svg.area(area + "Z", one.color(), one.fill());
        }
        svg.stroke("M" + upper, one.color(), one.dashes());
    }

    private String path(double[] values, int start, int end, boolean stepped) {
        StringBuilder path = new StringBuilder();
        for (int i = start; i <= end; i++) {
            if (i > start) {
                path.append('L');
                if (stepped) {
                    path.append(point(i, values[i - 1])).append('L');
                }
            }
            path.append(point(i, values[i]));
        }
        return path.toString();
    }

    private String point(int second, double value) {
        return Svg.number(x(second)) + " " + Svg.number(Math.min(bottom, axis.height(value)));
    }
}
