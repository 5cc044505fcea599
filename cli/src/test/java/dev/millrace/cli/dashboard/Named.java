package dev.millrace.cli.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A series as its panel shows it.
 *
 * @param settings the panel's own for all its series, and those of this one alone by their path
 */
record Named(String name, Series series, String color, JsonNode all, Map<String, JsonNode> settings) {

    /** Those of a panel that have anything to show, in the order of its queries and of their names. */
    static List<Named> of(Dashboard.Panel panel, List<List<Series>> answers) {
        List<Named> named = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            String legend = panel.queries().get(i).legend();
            answers.get(i).stream()
                    .filter(series -> !series.isEmpty())
                    .sorted(Comparator.comparing(series -> series.name(legend)))
                    .forEach(series -> named.add(of(panel, series, series.name(legend), named.size())));
        }
        return named;
    }

    private static Named of(Dashboard.Panel panel, Series series, String name, int index) {
        Map<String, JsonNode> settings = panel.overrides(name);
        JsonNode color = settings.get("color");
        return new Named(
                name,
                series,
                color == null
                        ? Palette.inTurn(index)
                        : Palette.named(color.path("fixedColor").asText()),
                panel.defaults().path("custom"),
                settings);
    }

    private JsonNode setting(String name) {
        JsonNode own = settings.get("custom." + name);
        return own == null ? all.path(name) : own;
    }

    boolean isStacked() {
        return setting("stacking").path("mode").asText().equals("normal");
    }

    boolean isBars() {
        return setting("drawStyle").asText().equals("bars");
    }

    boolean isStepped() {
        return setting("lineInterpolation").asText().equals("stepAfter");
    }

    String dashes() {
        return setting("lineStyle").path("fill").asText().equals("dash") ? "6 4" : "";
    }

    /** 0 to 1. */
    double fill() {
        return setting("fillOpacity").asDouble() / 100;
    }
}
