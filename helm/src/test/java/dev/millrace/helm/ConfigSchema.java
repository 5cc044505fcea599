package dev.millrace.helm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.core.config.Key;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSON schema of a connector's configuration, made of the keys that the connector declares where it reads them. What is below
 * {@code kafka} is free: Kafka's clients know more properties than anybody lists.
 */
final class ConfigSchema {
    private static final String HOURS = "[0-9]+[Hh]";
    private static final String MINUTES = "[0-9]+[Mm]";
    private static final String SECONDS = "[0-9]+([.,][0-9]*)?[Ss]";
    private static final String TIME =
            "[Tt](" + HOURS + "(" + MINUTES + ")?(" + SECONDS + ")?|" + MINUTES + "(" + SECONDS + ")?|" + SECONDS + ")";
    /** Exactly what the connectors read. */
    private static final String DURATION = "[0-9]+\\s*(ms|s|m|h|d)|\\+?[Pp]([0-9]+[Dd](" + TIME + ")?|" + TIME + ")";

    private static final Pattern WHOLE = Pattern.compile("whole number, (-?\\d+) (?:to (-?\\d+)|and more)");
    private static final Pattern CHOICE = Pattern.compile("`([^`]+)`");
    private static final Pattern PLAIN_TIME = Pattern.compile(DURATION);

    private final ObjectNode schema = closed(JsonNodeFactory.instance.objectNode());

    static ObjectNode of(List<Key> keys) {
        ConfigSchema made = new ConfigSchema();
        keys.forEach(made::add);
        return made.schema;
    }

    private void add(Key key) {
        if (key.path().startsWith("kafka.")) {
            if (!schema.at("/properties").has("kafka")) {
                property(schema, "kafka")
                        .put("description", "Properties of Kafka's clients, under their own names.")
                        .put("type", "object");
            }
            return;
        }
        ObjectNode parent = schema;
        List<String> steps = List.of(key.path().split("[.]", -1));
        for (String step : steps.subList(0, steps.size() - 1)) {
            parent = inner(parent, step);
        }
        String last = steps.get(steps.size() - 1);
        describe(property(parent, last), key);
        // Outside of a list an environment variable may give it: the chart itself looks for both.
        if (key.required() && key.path().contains("[n]")) {
            required(parent, last);
        }
    }

    /** The object of a step, or that of the entries of a list. */
    private static ObjectNode inner(ObjectNode parent, String step) {
        String name = step.replace("[n]", "");
        ObjectNode found = property(parent, name);
        if (step.equals(name)) {
            return closed(found);
        }
        found.put("type", "array");
        return closed(found.withObjectProperty("items"));
    }

    private static ObjectNode property(ObjectNode parent, String name) {
        return parent.withObjectProperty("properties").withObjectProperty(name);
    }

    private static ObjectNode closed(ObjectNode object) {
        if (!object.has("type")) {
            object.put("type", "object").put("additionalProperties", false);
        }
        return object;
    }

    private static void required(ObjectNode parent, String name) {
        ArrayNode names = parent.withArrayProperty("required");
        boolean there = names.valueStream().anyMatch(node -> node.asText().equals(name));
        if (!there) {
            names.add(name);
        }
    }

    private static void describe(ObjectNode property, Key key) {
        property.put("description", key.meaning());
        String kind = key.kind();
        Matcher whole = WHOLE.matcher(kind);
        if (whole.matches()) {
            property.put("type", "integer").put("minimum", Long.parseLong(whole.group(1)));
            if (whole.group(2) != null) {
                property.put("maximum", Long.parseLong(whole.group(2)));
            }
            key.otherwise()
                    .filter(text -> text.matches("-?\\d+"))
                    .ifPresent(text -> property.put("default", Long.parseLong(text)));
        } else if (kind.startsWith("duration, ")) {
            property.put("type", "string").put("pattern", "^\\s*(" + DURATION + ")\\s*$");
            key.otherwise()
                    .filter(text -> PLAIN_TIME.matcher(text).matches())
                    .ifPresent(text -> property.put("default", text));
        } else if (kind.endsWith(" or `infinite`")) {
            property.put("type", "string").put("pattern", "^\\s*(" + DURATION + "|infinite)\\s*$");
        } else if (kind.equals("`true` or `false`")) {
            property.put("type", "boolean");
            key.otherwise().ifPresent(text -> property.put("default", Boolean.parseBoolean(text)));
        } else if (kind.startsWith("`")) {
            ArrayNode choices = property.putArray("enum");
            CHOICE.matcher(kind).results().forEach(found -> choices.add(found.group(1)));
            key.otherwise().ifPresent(text -> property.put("default", text));
        } else if (kind.equals("list")) {
            property.put("type", "array").putObject("items").put("type", "string");
        } else if (kind.equals("text") || kind.equals("a readable file")) {
            property.put("type", "string");
        } else {
            throw new IllegalStateException("no schema for the kind \"" + kind + "\" of " + key.path());
        }
    }
}
