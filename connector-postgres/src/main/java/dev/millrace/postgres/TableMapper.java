package dev.millrace.postgres;

import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.TargetTable;
import dev.millrace.postgres.FoundTable.Filled;
import dev.millrace.postgres.FoundTable.FoundColumn;
import dev.millrace.postgres.PostgresSettings.ColumnSettings;
import dev.millrace.postgres.PostgresSettings.TableSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the columns that take the source's: of one table, from its definition or from the catalog. For one thread. */
final class TableMapper {
    private final QualifiedName name;
    private final TableSettings settings;
    private final TableProblems problems;
    private final List<MappedColumn> columns = new ArrayList<>();

    TableMapper(QualifiedName name, TableSettings settings, TableProblems problems) {
        this.name = name;
        this.settings = settings;
        this.problems = problems;
    }

    /** The table as it will be once it is created; empty where there are problems. */
    Optional<MappedTable> fromDefinition() {
        for (ColumnSettings column : settings.columns()) {
            boolean key = settings.key().contains(column.name());
            definedType(column).ifPresent(type -> columns.add(new MappedColumn(column.name(), type, !key, "")));
        }
        return mapped();
    }

    /** The table as it is; empty where there are problems. */
    Optional<MappedTable> fromCatalog(FoundTable found) {
        if (settings.columns().isEmpty()) {
            found.columns().stream().filter(this::written).forEach(column -> add(column, foundType(column)));
        } else {
            for (ColumnSettings column : settings.columns()) {
                definedType(column).ifPresent(type -> match(column, type, found));
            }
            found.columns().stream()
                    .filter(Predicate.not(column -> isDefined(column.name())))
                    .forEach(this::checkExtra);
        }
        return mapped();
    }

    private void match(ColumnSettings expected, SqlType type, FoundTable table) {
        Optional<FoundColumn> column = table.column(expected.name());
        if (column.isEmpty()) {
            problems.add(
                    ProblemCode.COLUMN_MISSING,
                    expected.name(),
                    "expected a column " + type.sql() + ", found none",
                    "ALTER TABLE " + name.sql() + " ADD COLUMN " + Identifier.quote(expected.name()) + " " + type.sql()
                            + ";");
            return;
        }
        FoundColumn found = column.get();
        Optional<SqlType> foundType = foundType(found);
        if (foundType.isPresent() && !foundType.get().equals(type)) {
            problems.add(
                    ProblemCode.COLUMN_TYPE_DIFFERS,
                    expected.name(),
                    "expected " + type.sql() + ", found " + found.type(),
                    "write " + found.type() + " in the configuration, or ALTER TABLE " + name.sql() + " ALTER COLUMN "
                            + Identifier.quote(expected.name()) + " TYPE " + type.sql() + ";");
        }
        add(found, foundType);
    }

    private void add(FoundColumn column, Optional<SqlType> type) {
        if (column.filled() == Filled.GENERATED || column.filled() == Filled.BY_IDENTITY_ALWAYS) {
            problems.add(
                    ProblemCode.CONSTRAINT_UNSUITABLE,
                    column.name(),
                    "expected a column that takes the source's values, found one that the database always generates",
                    "drop the generation, or leave the column out of the configured columns");
        }
        type.ifPresent(
                known -> columns.add(new MappedColumn(column.name(), known, !column.notNull(), column.collation())));
    }

    private Optional<SqlType> definedType(ColumnSettings column) {
        return supported(column.name(), column.type(), "configured");
    }

    private Optional<SqlType> foundType(FoundColumn column) {
        return supported(column.name(), column.type(), "found");
    }

    private Optional<SqlType> supported(String column, String text, String where) {
        Optional<SqlType> type = SqlTypes.parse(text);
        if (type.isEmpty()) {
            String key = settings.key().contains(column) ? " of the key" : "";
            problems.add(
                    ProblemCode.COLUMN_TYPE_UNSUPPORTED,
                    column,
                    "expected a type" + key + " that is written exactly, " + where + " " + text,
                    TypeAdvice.of(text));
        }
        return type;
    }

    /** Images are full: a column that the source does not fill must be filled by the database. */
    private void checkExtra(FoundColumn column) {
        boolean filled =
                column.filled() != Filled.BY_WRITER && (column.filled() != Filled.BY_DEFAULT || column.notNull());
        if (!filled && !VersionColumns.INLINE.contains(column.name())) {
            String kind = column.notNull() ? " NOT NULL without a default" : " that may be NULL";
            problems.add(
                    ProblemCode.COLUMN_MISSING,
                    column.name(),
                    "expected only configured columns, found " + column.type() + kind + " that no source column fills",
                    "add it to the configured columns, drop it, or make it GENERATED or NOT NULL with a DEFAULT");
        }
    }

    /** Whether a column that nobody configured takes the source's values. */
    private boolean written(FoundColumn column) {
        boolean own = VersionColumns.INLINE.contains(column.name());
        boolean identity = column.filled() == Filled.BY_IDENTITY || column.filled() == Filled.BY_IDENTITY_ALWAYS;
        boolean key = settings.key().contains(column.name());
        return !own && column.filled() != Filled.GENERATED && (!identity || key);
    }

    private boolean isDefined(String column) {
        return settings.columns().stream().anyMatch(defined -> defined.name().equals(column));
    }

    private Optional<MappedTable> mapped() {
        List<String> names = columns.stream().map(MappedColumn::name).toList();
        List<Integer> key = new ArrayList<>();
        for (String column : settings.key()) {
            int index = names.indexOf(column);
            if (index >= 0) {
                key.add(index);
            } else if (problems.none()) {
                problems.add(
                        ProblemCode.COLUMN_MISSING,
                        column,
                        "expected this column of the key among the columns, found " + String.join(", ", names),
                        "correct the key, or add the column");
            }
        }
        for (String ignored : settings.ignored()) {
            if (names.contains(ignored) || names.contains(TargetTable.targetName(ignored))) {
                problems.add(
                        ProblemCode.CONFIG_VALUE_INVALID,
                        TargetTable.targetName(ignored),
                        "expected ignored columns that no column takes, found " + ignored,
                        "remove it from ignored-columns, or list columns without it");
            }
        }
        return problems.none()
                ? Optional.of(new MappedTable(name, List.copyOf(columns), key, settings.ignored()))
                : Optional.empty();
    }
}
