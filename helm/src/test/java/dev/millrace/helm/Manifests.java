package dev.millrace.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a chart has rendered, with what most tests look at. */
record Manifests(String text, List<JsonNode> all) {
    static Manifests of(String text) {
        String whole = Copies.hooksBack(text);
        return new Manifests(whole, Yaml.documents(whole));
    }

    List<JsonNode> all(String kind) {
        return all.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    boolean has(String kind) {
        return !all(kind).isEmpty();
    }

    /** The only object of a kind. */
    JsonNode one(String kind) {
        List<JsonNode> found = all(kind);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " objects of the kind " + kind + " in\n" + text);
        }
        return found.get(0);
    }

    /** The Deployment or the StatefulSet. */
    JsonNode workload() {
        return has("StatefulSet") ? one("StatefulSet") : one("Deployment");
    }

    /** The template of the connector's pods. */
    JsonNode pod() {
        return workload().at("/spec/template");
    }

    JsonNode container() {
        return pod().at("/spec/containers/0");
    }

    /** A variable of the connector's container; missing where there is none. */
    JsonNode variable(String name) {
        return named(container().path("env"), name);
    }

    JsonNode volume(String name) {
        return named(pod().at("/spec/volumes"), name);
    }

    JsonNode mount(String name) {
        return named(container().path("volumeMounts"), name);
    }

    /** The connector's file, as it is written. */
    String connectorText() {
        return configMap().at("/data/connector.yaml").asText();
    }

    ObjectNode connector() {
        return Yaml.object(connectorText());
    }

    /** The object with the copybooks; missing where there is none. */
    JsonNode copybooks() {
        return all("ConfigMap").stream()
                .filter(map -> map.at("/metadata/name").asText().endsWith("-copybooks"))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private JsonNode configMap() {
        return all("ConfigMap").stream()
                .filter(map -> map.path("data").has("connector.yaml"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no connector.yaml in\n" + text));
    }

    private static JsonNode named(JsonNode list, String name) {
        return list.valueStream()
                .filter(entry -> entry.path("name").asText().equals(name))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
