package dev.millrace.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values of a chart as a table: a row for each key with a comment {@code # -- meaning}, which may go on in the next lines. Every value
 * has one, or is part of one that has.
 */
final class ValuesTable {
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z][A-Za-z0-9]*):( .*)?");
    private static final Pattern MEANING = Pattern.compile(" *# -- (.*)");
    private static final Pattern MORE = Pattern.compile(" *# (.*)");
    private static final int INDENT = 2;

    private final Map<String, String> meanings = new LinkedHashMap<>();
    private final ObjectNode values;

    private ValuesTable(String text) {
        values = Yaml.object(text);
        List<String> place = new ArrayList<>();
        Optional<String> meaning = Optional.empty();
        for (String line : text.lines().toList()) {
            Matcher begin = MEANING.matcher(line);
            Matcher more = MORE.matcher(line);
            Matcher key = KEY.matcher(line);
            if (begin.matches()) {
                meaning = Optional.of(begin.group(1));
            } else if (more.matches()) {
                meaning = meaning.map(so -> so + " " + more.group(1));
            } else if (key.matches()) {
                int depth = Math.min(key.group(1).length() / INDENT, place.size());
                place = new ArrayList<>(place.subList(0, depth));
                place.add(key.group(2));
                String path = String.join(".", place);
                meaning.ifPresent(words -> meanings.put(path, words));
                meaning = Optional.empty();
            } else {
                meaning = Optional.empty();
            }
        }
    }

    static ValuesTable of(String text) {
        return new ValuesTable(text);
    }

    /** The paths of values that nobody explains. */
    List<String> unexplained() {
        List<String> missing = new ArrayList<>();
        collect(values, "", missing);
        return missing;
    }

    private void collect(JsonNode object, String path, List<String> missing) {
        object.properties().forEach(entry -> {
            String inner = path + entry.getKey();
            if (meanings.containsKey(inner)) {
                return;
            }
            if (entry.getValue().isObject() && !entry.getValue().isEmpty()) {
                collect(entry.getValue(), inner + ".", missing);
            } else {
                missing.add(inner);
            }
        });
    }

    /** The paths of the values that are explained. */
    List<String> paths() {
        return List.copyOf(meanings.keySet());
    }

    String markdown() {
        return "| value | default | meaning |\n| --- | --- | --- |\n"
                + meanings.entrySet().stream()
                        .map(row -> "| `" + row.getKey() + "` | `" + cell(otherwise(row.getKey())) + "` | "
                                + cell(row.getValue()) + " |\n")
                        .collect(Collectors.joining());
    }

    private String otherwise(String path) {
        return values.at("/" + path.replace('.', '/')).toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
