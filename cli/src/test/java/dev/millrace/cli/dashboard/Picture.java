package dev.millrace.cli.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the dashboard shows of a time, drawn here and not by Grafana: the same panels in the same places, from the same queries.
 * For one thread.
 */
public final class Picture {
    private static final double COLUMN = 62;
    private static final double LINE = 34;
    private static final double GAP = 4;
    private static final double HEAD = 64;
    private static final double LEGEND_LINE = 15;
    private static final double CHARACTER = 6.4;
    private static final double TICK_ROOM = 50;
    private static final double LAST_TICK_ROOM = 12;

    private final Dashboard dashboard;
    private final Prometheus prometheus;
    private final Choice choice;
    private final Instant from;
    private final Instant to;
    private final Mark mark;
    private final Svg svg = new Svg();

    /** What happened in a part of the time. */
    public record Mark(Instant from, Instant to, String what) {}

    private Picture(Dashboard dashboard, Prometheus prometheus, Choice choice, Instant from, Instant to, Mark mark) {
        this.dashboard = dashboard;
        this.prometheus = prometheus;
        this.choice = choice;
        this.from = from;
        this.to = to;
        this.mark = mark;
    }

    /** An SVG file. */
    public static String draw(Dashboard dashboard, Prometheus prometheus, Instant from, Instant to, Mark mark) {
        Choice everything = Choice.everything(Duration.between(from, to));
        return new Picture(dashboard, prometheus, everything, from, to, mark).draw();
    }

    private String draw() {
        double width = 24 * COLUMN + 2 * GAP;
        double height = HEAD
                + GAP
                + LINE
                        * dashboard.panels().stream()
                                .mapToInt(panel ->
                                        panel.place().y() + panel.place().height())
                                .max()
                                .orElse(0);
        svg.rectangle(0, 0, width, height, Palette.GROUND, 1);
        svg.bold(12, 28, 20, Palette.TEXT, dashboard.title());
        svg.text(
                12,
                50,
                12.5,
                Palette.FAINT,
                Svg.Anchor.START,
                Duration.between(from, to).toSeconds() + " s of a test run, scraped every second. Shaded: "
                        + mark.what()
                        + ". Drawn from the answers of Prometheus to the dashboard's queries; Grafana looks different.");
        for (Dashboard.Row row : dashboard.rows()) {
            svg.bold(12, HEAD + row.place().y() * LINE + 24, 15, Palette.TEXT, row.title());
        }
        dashboard.panels().forEach(this::draw);
        return svg.file(width, height);
    }

    private void draw(Dashboard.Panel panel) {
        double x = GAP + panel.place().x() * COLUMN + GAP / 2;
        double y = HEAD + panel.place().y() * LINE + GAP / 2;
        double width = panel.place().width() * COLUMN - GAP;
        double height = panel.place().height() * LINE - GAP;
        svg.frame(x, y, width, height, Palette.PANEL, Palette.FRAME);
        svg.bold(x + 8, y + 18, 12.5, Palette.TEXT, panel.title());
        List<List<Series>> answers = panel.queries().stream()
                .map(query -> prometheus.ask(query, choice, from, to))
                .toList();
        List<Named> all = Named.of(panel, answers);
        Plot.Frame inner = new Plot.Frame(x + 8, x + width - 8, y + 28, y + height - 8);
        switch (panel.type()) {
            case "stat" -> stat(panel, all, inner);
            case "state-timeline" -> timeline(panel, all, inner);
            default -> series(panel, all, inner);
        }
    }

    private void stat(Dashboard.Panel panel, List<Named> all, Plot.Frame inner) {
        if (all.isEmpty()) {
            return;
        }
        Named one = all.get(0);
        double last = one.series().last();
        String color = Palette.ofThreshold(panel.defaults().path("thresholds"), last);
        double middle = inner.top() + 34;
        svg.bold(inner.left() + 4, middle, 30, color, text(panel, last));
    }

    /** The text that a value is mapped to, or the value in its unit. */
    private static String text(Dashboard.Panel panel, double value) {
        JsonNode mapped = mapped(panel, value);
        if (!mapped.isMissingNode()) {
            return mapped.path("text").asText();
        }
        boolean whole = panel.defaults().path("decimals").asInt(1) == 0;
        return Units.format(whole ? Math.rint(value) : value, panel.unit());
    }

    private static JsonNode mapped(Dashboard.Panel panel, double value) {
        return panel.defaults().path("mappings").path(0).path("options").path(Integer.toString((int) value));
    }

    private void timeline(Dashboard.Panel panel, List<Named> all, Plot.Frame inner) {
        double labels = 205;
        double axisRoom = 16;
        Plot.Frame frame = new Plot.Frame(
                inner.left() + labels, inner.right() - LAST_TICK_ROOM, inner.top(), inner.bottom() - axisRoom);
        Plot plot = new Plot(svg, frame, from, to, List.of(), panel);
        double row = (frame.bottom() - frame.top()) / Math.max(1, all.size());
        for (int i = 0; i < all.size(); i++) {
            double top = frame.top() + i * row + 2;
            svg.text(
                    frame.left() - 6,
                    top + row / 2 + 2,
                    11,
                    Palette.TEXT,
                    Svg.Anchor.END,
                    all.get(i).name());
            for (Span span : Span.of(all.get(i).series(), from)) {
                JsonNode mapped = mapped(panel, span.value());
                double left = plot.x(span.from());
                double width = plot.x(span.to()) - left;
                String color = Palette.named(mapped.path("color").asText());
                svg.rectangle(left, top, width, row - 4, color, 0.7);
                if (width > 50) {
                    svg.text(
                            left + 5,
                            top + row / 2 + 2,
                            11,
                            Palette.PANEL,
                            Svg.Anchor.START,
                            mapped.path("text").asText());
                }
            }
        }
        seconds(plot, frame);
    }

    private void series(Dashboard.Panel panel, List<Named> all, Plot.Frame inner) {
        List<List<Named>> legend = lines(panel, all, inner.right() - inner.left());
        double axisRoom = 16 + 6;
        Plot.Frame frame = new Plot.Frame(
                inner.left() + TICK_ROOM,
                inner.right() - LAST_TICK_ROOM,
                inner.top() + 4,
                inner.bottom() - legend.size() * LEGEND_LINE - axisRoom);
        Plot plot = new Plot(svg, frame, from, to, all, panel);
        for (double tick : plot.axis().ticks()) {
            double height = plot.axis().height(tick);
            svg.line(frame.left(), height, frame.right(), height, Palette.GRID);
            svg.text(
                    frame.left() - 6,
                    height + 4,
                    10.5,
                    Palette.FAINT,
                    Svg.Anchor.END,
                    Units.format(tick, panel.unit()));
        }
        shade(plot, frame);
        seconds(plot, frame);
        plot.draw(all);
        double y = frame.bottom() + axisRoom + LEGEND_LINE - 4;
        for (List<Named> line : legend) {
            double x = inner.left();
            for (Named one : line) {
                svg.rectangle(x, y - 8, 12, 4, one.color(), 1);
                svg.text(x + 17, y - 2, 11, Palette.TEXT, Svg.Anchor.START, entry(panel, one));
                x += room(panel, one);
            }
            y += LEGEND_LINE;
        }
    }

    private void shade(Plot plot, Plot.Frame frame) {
        double left = plot.x(since(mark.from()));
        svg.rectangle(
                left, frame.top(), plot.x(since(mark.to())) - left, frame.bottom() - frame.top(), Palette.MARK, 0.09);
    }

    private double since(Instant moment) {
        return (double) (moment.getEpochSecond() - from.getEpochSecond());
    }

    /** Every ten seconds of the time. */
    private void seconds(Plot plot, Plot.Frame frame) {
        long all = Duration.between(from, to).toSeconds();
        for (int second = 0; second <= all; second += 10) {
            svg.text(plot.x(second), frame.bottom() + 14, 10, Palette.FAINT, Svg.Anchor.MIDDLE, second + " s");
        }
    }

    private static String entry(Dashboard.Panel panel, Named one) {
        double largest = one.series().finite().max().orElse(0);
        return one.name() + "  max " + text(panel, largest);
    }

    private static double room(Dashboard.Panel panel, Named one) {
        return 17 + entry(panel, one).length() * CHARACTER + 16;
    }

    /** As many entries a line as there is room for. */
    private static List<List<Named>> lines(Dashboard.Panel panel, List<Named> all, double width) {
        List<List<Named>> lines = new ArrayList<>();
        double left = 0;
        for (Named one : all) {
            double room = room(panel, one);
            if (left < room) {
                lines.add(new ArrayList<>());
                left = width + 16;
            }
            lines.get(lines.size() - 1).add(one);
            left -= room;
        }
        return lines;
    }

    /** A time of one value, in seconds from the beginning. */
    private record Span(double from, double to, double value) {
        static List<Span> of(Series series, Instant beginning) {
            List<Span> spans = new ArrayList<>();
            for (Series.Point point : series.points()) {
                double at = point.time() - beginning.getEpochSecond();
                int last = spans.size() - 1;
                if (last >= 0
                        && spans.get(last).value() == point.value()
                        && spans.get(last).to() >= at - 1) {
                    spans.set(last, new Span(spans.get(last).from(), at, point.value()));
                } else {
                    if (last >= 0 && spans.get(last).to() >= at - 1) {
                        spans.set(
                                last,
                                new Span(
                                        spans.get(last).from(),
                                        at,
                                        spans.get(last).value()));
                    }
                    spans.add(new Span(at, at + 1, point.value()));
                }
            }
            return spans;
        }
    }
}
