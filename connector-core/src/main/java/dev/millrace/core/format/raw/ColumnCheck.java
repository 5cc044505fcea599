package dev.millrace.core.format.raw;

import dev.millrace.core.config.ColumnDefinition;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.Spelling;
import dev.millrace.core.config.TableConfig;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Tells where the columns of a table are not those of its layout. For one thread. */
final class ColumnCheck {
    private static final int NAMES = 20;

    private final ConfigReader reader;
    private final TableConfig table;

    ColumnCheck(ConfigReader reader, TableConfig table) {
        this.reader = reader;
        this.table = table;
    }

    /** @param names of the layout's columns */
    void check(List<String> names) {
        List<String> columns =
                table.columns().stream().map(ColumnDefinition::name).toList();
        requireKnown(".key", table.key(), names);
        requireKnown(".columns", columns, names);
        if (!columns.isEmpty()) {
            requireTaken(names, columns);
        }
    }

    private void requireKnown(String key, List<String> columns, List<String> names) {
        for (String column : columns) {
            if (!names.contains(column.toUpperCase(Locale.ROOT))) {
                invalid(
                        table.path() + key,
                        "\"" + column + "\" is none of the layout's columns",
                        Spelling.closest(column.toUpperCase(Locale.ROOT), names)
                                .map(meant -> "did you mean " + meant.toLowerCase(Locale.ROOT)
                                        + "? Else remove it, or correct the copybook")
                                .orElseGet(() -> "name one of " + listed(names) + ", or correct the copybook"));
            }
        }
    }

    /** Every record would be rejected for a column that its table does not have. */
    private void requireTaken(List<String> names, List<String> columns) {
        Predicate<String> isIgnored =
                name -> table.ignoredColumns().stream().anyMatch(ignored -> isSame(ignored, name));
        List<String> left = names.stream()
                .filter(name -> columns.stream().noneMatch(column -> column.equalsIgnoreCase(name)))
                .filter(isIgnored.negate())
                .toList();
        if (!left.isEmpty()) {
            invalid(
                    table.path() + ".columns",
                    "the layout's " + listed(left) + (left.size() == 1 ? " is" : " are") + " missing",
                    "define each with its type, or name it in ignored-columns");
        }
    }

    private static boolean isSame(String ignored, String name) {
        return ignored.toUpperCase(Locale.ROOT).replace('-', '_').equals(name);
    }

    private static String listed(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMES, names.size())));
        return names.size() > NAMES ? first + " and " + (names.size() - NAMES) + " more" : first;
    }

    private void invalid(String path, String what, String fix) {
        reader.problem(ProblemCode.CONFIG_VALUE_INVALID, path, what, fix);
    }
}
