package dev.millrace.cli;

import dev.millrace.core.config.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tables of keys in the documentation: each stands between {@code <!-- keys: SECTION -->} and {@code <!-- end of keys -->}.
 */
final class ConfigurationReference {
    private static final Pattern TABLE =
            Pattern.compile("(<!-- keys: (.+?) -->\n).*?(<!-- end of keys -->)", Pattern.DOTALL);

    private final Map<String, List<Key>> sections = new LinkedHashMap<>();

    /**
     * @param connector whose keys are in the section {@code target}; what connectors share is taken from the first, what only a later
     *     one has in a section of all has a table of its own: {@code dynamodb tables}
     */
    ConfigurationReference with(String connector, List<Key> keys) {
        Map<String, List<Key>> added = new LinkedHashMap<>();
        boolean first = sections.isEmpty();
        Set<String> shared = sections.values().stream()
                .flatMap(List::stream)
                .map(Key::path)
                .filter(path -> !path.startsWith("target."))
                .collect(Collectors.toSet());
        for (Key key : keys) {
            if (!shared.contains(key.path())) {
                added.computeIfAbsent(section(connector, key, first), any -> new ArrayList<>())
                        .add(key);
            }
        }
        sections.putAll(added);
        return this;
    }

    /** All keys in one table. */
    ConfigurationReference withAll(String section, List<Key> keys) {
        sections.put(section, keys);
        return this;
    }

    private static String section(String connector, Key key, boolean first) {
        String path = key.path();
        String top = path.replaceFirst("[.\\[].*", "");
        String section = top.equals(path) ? "connector" : top;
        return first && !section.equals("target") ? section : connector + " " + section;
    }

    /** The document with its tables as the code has them. */
    String filled(String document) {
        List<String> missing = new ArrayList<>(sections.keySet());
        String filled = TABLE.matcher(document).replaceAll(match -> {
            missing.remove(match.group(2));
            return java.util.regex.Matcher.quoteReplacement(
                    match.group(1) + "\n" + table(match) + "\n" + match.group(3));
        });
        if (!missing.isEmpty()) {
            throw new IllegalStateException("the document has no place for the sections " + new TreeSet<>(missing)
                    + ": add <!-- keys: SECTION --> and <!-- end of keys -->, each in a line of its own");
        }
        return filled;
    }

    private String table(MatchResult match) {
        List<Key> keys = sections.get(match.group(2));
        if (keys == null) {
            throw new IllegalStateException("no key is in the section " + match.group(2));
        }
        return "| key and variable | value | default | meaning |\n| --- | --- | --- | --- |\n"
                + keys.stream().map(ConfigurationReference::row).collect(Collectors.joining());
    }

    private static String row(Key key) {
        return "| `" + key.path() + "`<br>`" + key.variable() + "` | " + key.kind() + " | " + otherwise(key) + " | "
                + key.meaning() + " |\n";
    }

    private static String otherwise(Key key) {
        String example = key.example().map(text -> ", as in `" + text + "`").orElse("");
        return key.required()
                ? "required" + example
                : key.otherwise().map(text -> code(text)).orElse("none" + example);
    }

    /** Words stand as they are, values as code. */
    private static String code(String text) {
        return text.contains("`") || text.equals("none") || text.equals("empty") || text.startsWith("the ")
                ? text
                : "`" + text + "`";
    }
}
