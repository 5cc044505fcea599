package dev.millrace.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML as trees. A key that is given twice is an error. */
final class Yaml {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Yaml() {}

    static ObjectNode object(Path file) {
        return object(text(file));
    }

    /** One document with an object; nothing is the empty object. */
    static ObjectNode object(String text) {
        List<JsonNode> documents = documents(text);
        return documents.isEmpty() ? JSON.createObjectNode() : (ObjectNode) documents.get(0);
    }

    /** Every document that holds something. */
    static List<JsonNode> documents(String text) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new org.yaml.snakeyaml.Yaml(new SafeConstructor(strict)).loadAll(text)) {
            if (Objects.nonNull(document)) {
                documents.add(JSON.valueToTree(document));
            }
        }
        return documents;
    }

    static String write(JsonNode tree) {
        DumperOptions block = new DumperOptions();
        block.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new org.yaml.snakeyaml.Yaml(block).dump(JSON.convertValue(tree, Object.class));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One object over another, as Helm lays values over values: objects are merged, everything else is replaced. */
    static ObjectNode over(ObjectNode below, JsonNode above) {
        ObjectNode merged = below.deepCopy();
        above.properties().forEach(entry -> {
            JsonNode former = merged.path(entry.getKey());
            merged.set(
                    entry.getKey(),
                    former.isObject() && entry.getValue().isObject()
                            ? over((ObjectNode) former, entry.getValue())
                            : entry.getValue());
        });
        return merged;
    }
}
