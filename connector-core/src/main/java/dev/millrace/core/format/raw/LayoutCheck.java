package dev.millrace.core.format.raw;

import dev.millrace.codec.CodePage;
import dev.millrace.codec.CodecException;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.columns.RecordColumn;
import dev.millrace.codec.columns.RecordColumns;
import dev.millrace.core.config.ColumnDefinition;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.CopybookFile;
import dev.millrace.core.config.LayoutConfig;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.Spelling;
import dev.millrace.core.config.TableConfig;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Tells what is wrong with the layouts of raw tables, and where a table is not that of its layout. For one thread. */
public final class LayoutCheck {
    private static final int NAMES = 20;

    private final ConfigReader reader;
    private final TableConfig table;

    private LayoutCheck(ConfigReader reader, TableConfig table) {
        this.reader = reader;
        this.table = table;
    }

    /** The problems go to the reader. */
    public static void check(ConfigReader reader, List<TableConfig> tables) {
        for (TableConfig table : tables) {
            table.layout().ifPresent(layout -> new LayoutCheck(reader, table).check(layout));
        }
    }

    private void check(LayoutConfig layout) {
        found(table.path() + ".codepage", () -> CodePage.of(layout.codePage()));
        Optional<Copybook> record = found(layout.copybook());
        Optional<Copybook> parentKey = layout.parentCopybook().flatMap(this::found);
        boolean isWhole = record.isPresent() && reader.isSound(table.path() + ".parent-copybook");
        if (isWhole) {
            found(layout.copybook().key(), () -> RecordImages.columns(parentKey, record.get()))
                    .ifPresent(this::checkTable);
        }
    }

    private Optional<Copybook> found(CopybookFile file) {
        return found(file.key(), () -> RecordImages.copybook(file));
    }

    private <T> Optional<T> found(String key, Supplier<T> search) {
        try {
            return Optional.of(search.get());
        } catch (CodecException fault) {
            invalid(key, fault.place() + ": " + fault.problem(), fault.fix());
            return Optional.empty();
        }
    }

    private void checkTable(List<RecordColumns> parts) {
        List<String> names = parts.stream()
                .flatMap(part -> part.columns().stream())
                .map(RecordColumn::name)
                .toList();
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
