package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What the values' schemas refuse, at every place that they describe; and that the message says where and what. */
final class SchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A place in the values: a schema, and the values that lead there, with {@code VALUE} where it is. */
    private record Place(String path, String values, JsonNode schema) {
        Release with(Chart chart, String value) {
            return Release.of(chart).with(values.replace("VALUE", value));
        }

        @Override
        public String toString() {
            return path;
        }
    }

    private static List<Place> places(Chart chart) throws JsonProcessingException {
        JsonNode root = JSON.readTree(Yaml.text(chart.directory().resolve("values.schema.json")));
        List<Place> places = new ArrayList<>();
        collect(root, new Place("", "VALUE", root), places);
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

    @EveryChart
    void anUnknownKeyIsRefusedAtEveryLevel(Chart chart) throws JsonProcessingException {
        int levels = 0;
        for (Place place : places(chart)) {
            if (place.schema().path("additionalProperties").isBoolean()) {
                levels++;
                String refusal = place.with(chart, "{unknownKey: 1}").refusal();
                assertTrue(
                        refusal.contains("at '" + place + "': additional properties 'unknownKey' not allowed"), refusal);
            }
        }
        assertTrue(levels > 50, levels + " levels");
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
        assertEquals(
                List.of(
                        "/affinity/nodeAffinity",
                        "/affinity/podAffinity",
                        "/affinity/podAntiAffinity",
                        "/autoscaling/metrics/0",
                        "/config/kafka",
                        "/global",
                        "/millrace-library"),
                open);
    }

    @EveryChart
    void aValueOfAnotherTypeIsRefusedEverywhere(Chart chart) throws JsonProcessingException {
        int types = 0;
        for (Place place : places(chart)) {
            JsonNode type = place.schema().path("type");
            if (place.path().isEmpty() || !(type.isTextual() || place.schema().has("enum"))) {
                continue;
            }
            types++;
            boolean scalar = !type.asText().equals("object") && !type.asText().equals("array");
            String refusal = place.with(chart, scalar ? "[[]]" : "1.5").refusal();
            assertTrue(refusal.contains("at '" + place + "': "), () -> place + "\n" + refusal);
        }
        assertTrue(types > 200, types + " types");
    }

    @EveryChart
    void aNumberOutOfBoundsIsRefusedEverywhere(Chart chart) throws JsonProcessingException {
        int bounds = 0;
        for (Place place : places(chart)) {
            for (String bound : List.of("minimum", "maximum")) {
                if (place.schema().has(bound) && place.schema().path("type").asText().equals("integer")) {
                    bounds++;
                    long out = place.schema().path(bound).asLong() + (bound.equals("minimum") ? -1 : 1);
                    String refusal = place.with(chart, Long.toString(out)).refusal();
                    assertTrue(refusal.contains("at '" + place + "': " + bound), () -> place + "\n" + refusal);
                }
            }
        }
        assertTrue(bounds > 40, bounds + " bounds");
    }

    @EveryChart
    void aWordThatIsNoChoiceIsRefusedWithTheChoices(Chart chart) throws JsonProcessingException {
        int choices = 0;
        for (Place place : places(chart)) {
            if (place.schema().has("enum")) {
                choices++;
                String refusal = place.with(chart, "nonsense").refusal();
                String first = place.schema().at("/enum/0").asText();
                assertTrue(refusal.contains("at '" + place + "': value must be ") && refusal.contains("'" + first + "'"), refusal);
            }
        }
        assertTrue(choices > 10, choices + " choices");
    }

    @EveryChart
    void aDurationWithoutItsUnitIsRefused(Chart chart) {
        for (String path : List.of("config: {engine: {drain-budget: VALUE}}", "config: {replay-horizon: VALUE}", "canary: {timeout: VALUE}")) {
            for (String wrong : List.of("'20'", "20 seconds", "1.5s", "-5s", "forever", "PT", "5")) {
                String refusal = Release.of(chart).with(path.replace("VALUE", wrong)).refusal();
                assertTrue(refusal.contains("does not match pattern") || refusal.contains("want string"), path + wrong + "\n" + refusal);
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
        List<String> paths = ValuesTable.of(Yaml.text(chart.directory().resolve("values.yaml"))).paths();
        for (String path : paths) {
            for (String step = path; !step.isEmpty(); step = step.contains(".") ? step.replaceFirst("[.][^.]*$", "") : "") {
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
                String refusal = new Release(chart, KubeVersion.NEWEST, Found.NOTHING, List.of(other.minimal()), "").refusal();
                assertTrue(refusal.contains("/config/target") || refusal.contains("config.target"), refusal);
            }
        }
    }
}
