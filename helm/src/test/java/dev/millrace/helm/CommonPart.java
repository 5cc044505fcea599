package dev.millrace.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code helm/common} has for a chart: values with their comments, their schema, and the template of its README.
 *
 * @param shared the names of the common values that it has; empty: all of them
 * @param own the name of its own template, and of the schema of its own values; empty: it has none
 */
record CommonPart(Optional<List<String>> shared, Optional<String> own) {
    private static final Path COMMON = InstallableChart.CHARTS.resolve("common");

    static CommonPart whole() {
        return new CommonPart(Optional.empty(), Optional.empty());
    }

    /** The values, as text. */
    String values() {
        String all = Yaml.text(COMMON.resolve("values.yaml"));
        return shared.map(names -> chosen(all, names)).orElse(all);
    }

    /** A value begins with its comment, and ends where that of the next begins. */
    private static String chosen(String all, List<String> names) {
        List<String> found = new ArrayList<>();
        StringBuilder chosen = new StringBuilder();
        StringBuilder comment = new StringBuilder();
        boolean taken = false;
        for (String line : all.lines().toList()) {
            if (line.startsWith("#")) {
                comment.append(line).append('\n');
                continue;
            }
            if (line.matches("[A-Za-z].*")) {
                String name = line.substring(0, line.indexOf(':'));
                taken = names.contains(name);
                if (taken) {
                    found.add(name);
                    chosen.append(comment);
                }
                comment.setLength(0);
            }
            if (taken) {
                chosen.append(line).append('\n');
            }
        }
        if (!Set.copyOf(found).equals(Set.copyOf(names))) {
            throw new IllegalStateException("of " + names + " there are only " + found);
        }
        return chosen.toString().stripTrailing() + "\n";
    }

    /**
     * The schema of the values.
     *
     * @param values what there is a value of
     */
    ObjectNode schema(Set<String> values) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode schema = (ObjectNode) json.readTree(Yaml.text(COMMON.resolve("values.schema.json")));
        if (own.isPresent()) {
            ObjectNode properties = schema.withObjectProperty("properties");
            properties.setAll((ObjectNode) json.readTree(Yaml.text(COMMON.resolve(own.get() + ".schema.json")))
                    .path("properties"));
            Set<String> unknown = properties.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> !values.contains(name)
                            && !List.of("global", "millrace-library").contains(name))
                    .collect(Collectors.toSet());
            properties.remove(unknown);
        }
        return schema;
    }

    Path readmeTemplate() {
        return COMMON.resolve(own.map(name -> "README." + name + ".template.md").orElse("README.template.md"));
    }
}
