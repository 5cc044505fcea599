package dev.millrace.core.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A column as the configuration defines it.
 *
 * @param name in the target
 * @param type in the target's words, such as {@code numeric(12,2)}; not checked here
 */
public record ColumnDefinition(String name, String type) {

    /** None where one of them is malformed, which is told: the others alone would not be the table. */
    static List<ColumnDefinition> readAll(ConfigReader reader, String key, String example, String meaning) {
        List<String> written = reader.list(key, example, meaning);
        List<ColumnDefinition> columns = new ArrayList<>();
        for (String definition : written) {
            String[] parts = definition.strip().split("\\s+", 2);
            if (parts.length == 2) {
                columns.add(new ColumnDefinition(parts[0], parts[1]));
            } else {
                reader.problem(
                        ProblemCode.CONFIG_VALUE_INVALID,
                        key,
                        "\"" + definition + "\" is no column with its type",
                        "write name and type, as in \"balance numeric(12,2)\"");
            }
        }
        return columns.size() == written.size() ? List.copyOf(columns) : List.of();
    }
}
