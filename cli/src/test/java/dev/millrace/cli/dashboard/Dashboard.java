package dev.millrace.cli.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The dashboard as the charts ship it.
 *
 * @param panels with queries, in the order of the file
 */
public record Dashboard(String uid, String title, List<Row> rows, List<Panel> panels, List<Variable> variables) {
    static final Path FILE = Path.of("..", "helm", "library", "dashboards", "latency.json");

    /** Of the grid of 24 columns. */
    record Place(int x, int y, int width, int height) {
        boolean overlaps(Place other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    /** A heading over panels. */
    record Row(String title, Place place) {}

    /**
     * What is drawn of some queries.
     *
     * @param node all of it
     */
    public record Panel(int id, String type, String title, Place place, List<Query> queries, JsonNode node) {
        JsonNode defaults() {
            return node.path("fieldConfig").path("defaults");
        }

        String unit() {
            return defaults().path("unit").asText();
        }

        /** What is set for the series of this name alone, by the setting's path. */
        Map<String, JsonNode> overrides(String series) {
            return elements(node.path("fieldConfig").path("overrides"))
                    .filter(override ->
                            override.path("matcher").path("options").asText().equals(series))
                    .flatMap(override -> elements(override.path("properties")))
                    .collect(Collectors.toMap(
                            property -> property.path("id").asText(), property -> property.path("value")));
        }
    }

    /**
     * PromQL with variables.
     *
     * @param legend with labels in double braces
     * @param instant of one moment alone, the end of the chosen time
     */
    public record Query(String expression, String legend, boolean instant) {}

    /** What a viewer chooses from; only those that Prometheus is asked for. */
    public record Variable(String name, String query) {}

    public static Dashboard read() {
        try {
            return of(new ObjectMapper().readTree(FILE.toFile()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Dashboard of(JsonNode file) {
        List<Row> rows = elements(file.path("panels"))
                .filter(node -> node.path("type").asText().equals("row"))
                .map(node -> new Row(node.path("title").asText(), place(node)))
                .toList();
        List<Panel> panels = elements(file.path("panels"))
                .filter(node -> !node.path("type").asText().equals("row"))
                .map(Dashboard::panel)
                .toList();
        List<Variable> variables = elements(file.path("templating").path("list"))
                .filter(node -> node.path("type").asText().equals("query"))
                .map(node -> new Variable(
                        node.path("name").asText(),
                        node.path("query").path("query").asText()))
                .toList();
        return new Dashboard(file.path("uid").asText(), file.path("title").asText(), rows, panels, variables);
    }

    private static Panel panel(JsonNode node) {
        List<Query> queries = elements(node.path("targets"))
                .map(target -> new Query(
                        target.path("expr").asText(),
                        target.path("legendFormat").asText(),
                        target.path("instant").asBoolean()))
                .toList();
        return new Panel(
                node.path("id").asInt(),
                node.path("type").asText(),
                node.path("title").asText(),
                place(node),
                queries,
                node);
    }

    private static Place place(JsonNode node) {
        JsonNode place = node.path("gridPos");
        return new Place(
                place.path("x").asInt(),
                place.path("y").asInt(),
                place.path("w").asInt(),
                place.path("h").asInt());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** The panel of this title and kind. */
    public Panel panel(String type, String name) {
        return panels.stream()
                .filter(panel -> panel.type().equals(type) && panel.title().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no panel " + name));
    }
}
