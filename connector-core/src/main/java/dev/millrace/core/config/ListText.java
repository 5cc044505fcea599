package dev.millrace.core.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A list in one text: its values stand between the commas outside of parentheses and angle brackets. */
final class ListText {
    private ListText() {}

    static List<String> split(String text) {
        return joined(Arrays.asList(text.split(",", -1)));
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
        return text.chars()
                .map(character -> switch (character) {
                    case '(', '<' -> 1;
                    case ')', '>' -> -1;
                    default -> 0;
                })
                .sum();
    }
}
