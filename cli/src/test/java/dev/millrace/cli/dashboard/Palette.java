package dev.millrace.cli.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Colours by the names that the dashboard gives them, on a light ground. */
final class Palette {
    static final String TEXT = "#24292e";
    static final String FAINT = "#6e7681";
    static final String GRID = "#e8eaed";
    static final String GROUND = "#f4f5f5";
    static final String PANEL = "#ffffff";
    static final String FRAME = "#dcdfe3";
    static final String MARK = "#f2495c";

    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("green", "#4ca64c"),
            Map.entry("yellow", "#e0b400"),
            Map.entry("red", "#e02f44"),
            Map.entry("dark-red", "#ad0317"),
            Map.entry("orange", "#ff780a"),
            Map.entry("blue", "#3274d9"),
            Map.entry("light-blue", "#8ab8ff"),
            Map.entry("purple", "#a352cc"),
            Map.entry("text", "#464c54"));

    /** For series without a colour of their own, in turn. */
    private static final List<String> IN_TURN = List.of(
            "#3274d9", "#e0752d", "#4ca64c", "#a352cc", "#1aa3a3", "#bf1b00", "#b8860b", "#5d6b98", "#e05c9b",
            "#7a8a00");

    private Palette() {}

    static String named(String name) {
        return NAMED.getOrDefault(name, FAINT);
    }

    static String inTurn(int index) {
        return IN_TURN.get(index % IN_TURN.size());
    }

    /** Of the highest threshold that the value has reached. */
    static String ofThreshold(JsonNode thresholds, double value) {
        String color = "text";
        double highest = Double.NEGATIVE_INFINITY;
        for (JsonNode step : thresholds.path("steps")) {
            double from = step.path("value").isNull()
                    ? Double.NEGATIVE_INFINITY
                    : step.path("value").asDouble();
            if (value >= from && from >= highest) {
                color = step.path("color").asText();
                highest = from;
            }
        }
        return named(color);
    }
}
