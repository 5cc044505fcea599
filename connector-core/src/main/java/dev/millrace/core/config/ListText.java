package dev.millrace.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A list in one text: its values stand between the commas outside of parentheses, angle brackets, and the quoted value of a condition,
 * {@code KIND='A,B'}.
 */
final class ListText {
    private static final String QUOTED = "=\\s*+(?:'[^']*+'|\"[^\"]*+\")";
    private static final Pattern VALUE_OF_CONDITION = Pattern.compile(QUOTED);
    private static final Pattern PART = Pattern.compile("(?:[^,=]++|" + QUOTED + "|=)++");

    private ListText() {}

    static List<String> split(String text) {
        return joined(PART.matcher(text).results().map(MatchResult::group).toList());
    }

    /** Puts together what was split inside of parentheses: YAML splits {@code [a numeric(12,2)]} at its comma too. */
    static List<String> joined(List<String> parts) {
        List<String> values = new ArrayList<>();
        int open = 0;
        for (String part : parts) {
            String value = part.trim();
            if (open > 0) {
                values.add(values.remove(values.size() - 1) + "," + value);
            } else if (!value.isEmpty()) {
                values.add(value);
            }
            open += opened(value);
        }
        return values;
    }

    private static int opened(String text) {
        return VALUE_OF_CONDITION
                .matcher(text)
                .replaceAll("")
                .chars()
                .map(character -> switch (character) {
                    case '(', '<' -> 1;
                    case ')', '>' -> -1;
                    default -> 0;
                })
                .sum();
    }
}
