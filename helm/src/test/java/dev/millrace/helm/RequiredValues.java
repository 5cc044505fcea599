package dev.millrace.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Makes the values required that have a default. All are there, then, but for those that a user takes away with null, which Helm leaves
 * out before anybody sees it: templates would stumble over that. Values that may be null are not required.
 */
record RequiredValues(List<String> paths) {
    void addTo(ObjectNode schema) {
        for (String path : paths) {
            ObjectNode parent = schema;
            for (String step : path.split("[.]", -1)) {
                JsonNode property = referred(schema, parent.path("properties").path(step));
                if (!mayBeNull(property)) {
                    require(parent, step);
                }
                if (!(property instanceof ObjectNode inner)) {
                    break;
                }
                parent = inner;
            }
        }
    }

    private static JsonNode referred(ObjectNode schema, JsonNode property) {
        return property.has("$ref") ? schema.at(property.path("$ref").asText().substring(1)) : property;
    }

    private static boolean mayBeNull(JsonNode property) {
        return property.findValues("type").stream()
                        .anyMatch(type -> type.toString().contains("\"null\""))
                && !property.has("properties");
    }

    private static void require(ObjectNode parent, String name) {
        ArrayNode names = parent.withArrayProperty("required");
        if (names.valueStream().noneMatch(known -> known.asText().equals(name))) {
            names.add(name);
        }
    }
}
