package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the values' schemas refuse, at every place that they describe; and that the message says where and what. */
final class SchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The values themselves, and Helm's own places in them, at which it looks before the schema does. */
    private static final List<String> PASSED_ON = List.of("", "/global", "/millrace-library");

    /** A place in the values: a schema, and the values that lead there, with {@code VALUE} where it is. */
    private record Place(String path, String values, JsonNode schema) {
        @Override
        public String toString() {
            return path;
        }
    }

    private static List<Place> places(Chart chart) throws JsonProcessingException {
        JsonNode root = JSON.readTree(Yaml.text(chart.directory().resolve("values.schema.json")));
        List<Place> places = new ArrayList<>();
        collect(root, new Place("", "VALUE", root), places);
        // What is the same in all charts is looked at in one of them; DriftTest sees to it that it is the same.
        places.removeIf(place -> chart != Chart.POSTGRES && !place.path().startsWith("/config"));
        return places;
    }

    private static void collect(JsonNode root, Place place, List<Place> places) {
        JsonNode schema = place.schema();
        if (schema.has("$ref")) {
            JsonNode referred = root.at(schema.path("$ref").asText().substring(1));
            collect(root, new Place(place.path(), place.values(), referred), places);
            return;
        }
        places.add(place);
        schema.path("properties").properties().forEach(entry -> {
            String inner = place.values().replace("VALUE", "{\"" + entry.getKey() + "\": VALUE}");
            collect(root, new Place(place.path() + "/" + entry.getKey(), inner, entry.getValue()), places);
        });
        if (schema.path("items").isObject()) {
            String inner = place.values().replace("VALUE", "[VALUE]");
            collect(root, new Place(place.path() + "/0", inner, schema.path("items")), places);
        }
    }

    /**
     * Gives each place its value and looks for its own line of the message. Places of one depth do not stand in each other's way: they are
     * given, and refused, together.
     *
     * @param wrong the value of a place, or nothing where it is not meant
     * @param line what stands in the message after the place
     * @return how many places were meant
     */
    private static int assertRefused(Chart chart, Function<Place, Optional<String>> wrong, Function<Place, String> line)
            throws JsonProcessingException {
        Map<Integer, List<Place>> depths = places(chart).stream()
                .filter(place -> wrong.apply(place).isPresent())
                .collect(Collectors.groupingBy(place -> place.path().split("/", -1).length));
        for (List<Place> together : depths.values()) {
            JsonNode values = JSON.createObjectNode();
            for (Place place : together) {
                values = both(
                        values,
                        Yaml.object(place.values()
                                .replace("VALUE", wrong.apply(place).orElseThrow())));
            }
            String refusal = Release.of(chart).with(Yaml.write(values)).refusal();
            for (Place place : together) {
                assertTrue(refusal.contains("at '" + place + "': " + line.apply(place)), () -> place + "\n" + refusal);
            }
        }
        return depths.values().stream().mapToInt(List::size).sum();
    }

    /** Objects with the keys, and lists with the parts, of both. */
    private static JsonNode both(JsonNode one, JsonNode other) {
        if (one instanceof ObjectNode object && other.isObject()) {
            other.properties()
                    .forEach(entry -> object.set(
                            entry.getKey(),
                            object.has(entry.getKey())
                                    ? both(object.path(entry.getKey()), entry.getValue())
                                    : entry.getValue()));
        } else if (one instanceof ArrayNode list && other.isArray()) {
            list.set(0, both(list.path(0), other.path(0)));
        }
        return one;
    }

    private static boolean isInteger(Place place) {
        return place.schema().path("type").asText().equals("integer");
    }

    @EveryChart
    void anUnknownKeyIsRefusedAtEveryLevel(Chart chart) throws JsonProcessingException {
        int levels = assertRefused(
                chart,
                place -> Optional.of("{unknownKey: 1}")
                        .filter(any ->
                                place.schema().path("additionalProperties").isBoolean()),
                place -> "additional properties 'unknownKey' not allowed");
        assertTrue(levels >= 8, levels + " levels");
    }

    /** Objects of Kubernetes, which it checks itself, and Kafka's properties. */
    @EveryChart
    void onlyWhatOthersDefineIsOpen(Chart chart) throws JsonProcessingException {
        List<String> open = places(chart).stream()
                .filter(place -> place.schema().path("type").asText().equals("object"))
                .filter(place -> !place.schema().has("additionalProperties"))
                .map(Place::path)
                .filter(path -> !path.startsWith("/extraVolumes/0/"))
                .sorted()
                .toList();
        List<String> all = List.of(
                "/affinity/nodeAffinity",
                "/affinity/podAffinity",
                "/affinity/podAntiAffinity",
                "/autoscaling/metrics/0",
                "/config/kafka",
                "/global",
                "/millrace-library");
        assertEquals(chart == Chart.POSTGRES ? all : List.of("/config/kafka"), open);
    }

    @EveryChart
    void aValueOfAnotherTypeIsRefusedEverywhere(Chart chart) throws JsonProcessingException {
        int types = assertRefused(chart, SchemaTest::ofAnotherType, place -> "");
        assertTrue(types > 50, types + " types");
    }

    private static Optional<String> ofAnotherType(Place place) {
        String type = place.schema().path("type").asText();
        boolean typed = !type.isEmpty() || place.schema().has("enum");
        return Optional.of(type.equals("object") || type.equals("array") ? "1.5" : "[[]]")
                .filter(any -> typed && !PASSED_ON.contains(place.path()));
    }

    @EveryChart
    void aNumberOutOfBoundsIsRefusedEverywhere(Chart chart) throws JsonProcessingException {
        int least = assertRefused(
                chart,
                place -> Optional.of(place.schema().path("minimum"))
                        .filter(bound -> isInteger(place) && bound.isNumber())
                        .map(bound -> Long.toString(bound.asLong() - 1)),
                place -> "minimum: got ");
        int most = assertRefused(
                chart,
                place -> Optional.of(place.schema().path("maximum"))
                        .filter(bound -> isInteger(place) && bound.isNumber())
                        .map(bound -> Long.toString(bound.asLong() + 1)),
                place -> "maximum: got ");
        assertTrue(least > 10 && most > 10, least + " and " + most + " bounds");
    }

    @EveryChart
    void aWordThatIsNoChoiceIsRefusedWithTheChoices(Chart chart) throws JsonProcessingException {
        int choices = assertRefused(
                chart,
                place -> Optional.of("nonsense").filter(any -> place.schema().has("enum")),
                place -> "value must be " + (place.schema().path("enum").size() > 1 ? "one of '" : "'")
                        + place.schema().at("/enum/0").asText() + "'");
        assertTrue(choices > 6, choices + " choices");
    }

    @EveryChart
    void aDurationWithoutItsUnitIsRefused(Chart chart) {
        for (String path : List.of("config: {engine: {drain-budget: VALUE}}", "config: {replay-horizon: VALUE}")) {
            for (String wrong : List.of("'20'", "20 seconds", "1.5s", "-5s", "forever", "PT", "P1DT", "5")) {
                String refusal =
                        Release.of(chart).with(path.replace("VALUE", wrong)).refusal();
                assertTrue(
                        refusal.contains("does not match pattern") || refusal.contains("want string"),
                        path + wrong + "\n" + refusal);
            }
        }
        Release.of(chart).with("config: {replay-horizon: infinite}").manifests();
        for (String right : List.of("200ms", "20 s", "1h", "3d", "PT20S", "P1DT2H", "pt5m")) {
            Release.of(chart).with("config: {replay-horizon: " + right + "}").manifests();
        }
    }

    /** Templates would stumble over what Helm has left out. */
    @EveryChart
    void aValueThatIsTakenAwayIsRefusedOrDoneWithout(Chart chart) {
        List<String> paths = ValuesTable.of(Yaml.text(chart.directory().resolve("values.yaml")))
                .paths();
        for (String path : chart == Chart.POSTGRES ? paths : List.of("config", "secrets", "serviceAccount.irsa")) {
            for (String step = path;
                    !step.isEmpty();
                    step = step.contains(".") ? step.replaceFirst("[.][^.]*$", "") : "") {
                String values = "{" + step.replace(".", ": {") + ": null" + "}".repeat(step.split("[.]", -1).length);
                try {
                    Release.of(chart).with(values).manifests();
                } catch (IllegalStateException refused) {
                    String message = String.valueOf(refused.getMessage());
                    assertTrue(
                            message.contains("missing propert") || message.contains("millrace: "),
                            () -> values + "\n" + message);
                }
            }
        }
    }

    @EveryChart
    void theKeysOfAnotherConnectorAreRefused(Chart chart) {
        ObjectNode own = (ObjectNode) Yaml.object(chart.minimal()).at("/config/target");
        for (Chart other : Chart.values()) {
            ObjectNode target = (ObjectNode) Yaml.object(other.minimal()).at("/config/target");
            if (!target.equals(own)) {
                String refusal =
                        new Release(chart, KubeVersion.NEWEST, Found.NOTHING, List.of(other.minimal()), "").refusal();
                assertTrue(refusal.contains("/config/target") || refusal.contains("config.target"), refusal);
            }
        }
    }
}
