package dev.millrace.postgres;

import dev.millrace.core.config.ProblemCode;
import dev.millrace.postgres.FoundTable.Filled;
import dev.millrace.postgres.FoundTable.FoundColumn;
import dev.millrace.postgres.FoundTable.UniqueIndex;
import java.util.List;
import java.util.Optional;

/** Whether the table can hold tombstones: rows of a key, a version, and NULLs. */
final class InlineChecks {
    private static final String LIVE = "(NOT " + VersionColumns.INLINE_DELETED + ")";

    private final MappedTable table;
    private final List<String> key;
    private final TableProblems problems;

    InlineChecks(MappedTable table, TableProblems problems) {
        this.table = table;
        this.key = table.keyColumns().stream().map(MappedColumn::name).toList();
        this.problems = problems;
    }

    void check(FoundTable found) {
        own(found, VersionColumns.INLINE_VERSION, "bytea", false);
        own(found, VersionColumns.INLINE_DELETED, "boolean", true);
        for (FoundColumn column : found.columns()) {
            boolean written = table.columns().stream().anyMatch(it -> it.name().equals(column.name()));
            if (column.notNull() && !key.contains(column.name()) && (written || column.filled() == Filled.GENERATED)) {
                problems.add(
                        ProblemCode.CONSTRAINT_UNSUITABLE,
                        column.name(),
                        "expected a column that may be NULL, since a deleted row stays as a tombstone of NULLs, found NOT"
                                + " NULL",
                        "ALTER TABLE " + table.name().sql() + " ALTER COLUMN " + Identifier.quote(column.name())
                                + " DROP NOT NULL, or use the sidecar layout");
            }
        }
        found.uniqueIndexes().stream()
                .filter(index -> !index.covers(key) && !ignoresTombstones(index))
                .forEach(this::refuse);
    }

    /** @param refusing columns whose domain has no NULL */
    void domains(List<String> refusing) {
        refusing.stream()
                .filter(column -> !key.contains(column))
                .forEach(column -> problems.add(
                        ProblemCode.CONSTRAINT_UNSUITABLE,
                        column,
                        "expected a column that may be NULL, since a deleted row stays as a tombstone of NULLs, found a domain that"
                                + " refuses NULL",
                        "let the domain have NULL, give the column its base type, or use the sidecar layout"));
    }

    /** @param refusing constraints that a row of NULLs violates */
    void constraints(List<String> refusing) {
        for (String constraint : refusing) {
            problems.add(
                    ProblemCode.CONSTRAINT_UNSUITABLE,
                    "expected constraints that a tombstone of NULLs satisfies, found " + constraint,
                    "add OR " + VersionColumns.INLINE_DELETED + " to its condition, or use the sidecar layout");
        }
    }

    /** Either it covers live rows only, or a tombstone has a NULL in it, which is equal to nothing. */
    private boolean ignoresTombstones(UniqueIndex index) {
        String predicate = index.predicate();
        boolean liveOnly = predicate.contains(LIVE) && !predicate.contains(" OR ");
        boolean nulled = !index.nullsEqual()
                && table.columns().stream()
                        .map(MappedColumn::name)
                        .anyMatch(name -> index.columns().contains(name) && !key.contains(name));
        return liveOnly || nulled;
    }

    private void refuse(UniqueIndex index) {
        problems.add(
                ProblemCode.CONSTRAINT_UNSUITABLE,
                "expected unique indexes that ignore tombstones, found " + index.name() + " ("
                        + String.join(", ", index.columns()) + ") over all rows",
                "create it with WHERE NOT " + VersionColumns.INLINE_DELETED + ", or use the sidecar layout");
    }

    private void own(FoundTable found, String name, String type, boolean notNull) {
        Optional<FoundColumn> column = found.column(name);
        if (column.isEmpty()
                || !column.get().type().equals(type)
                || column.get().notNull() != notNull) {
            String expected = type + (notNull ? " NOT NULL" : "");
            problems.add(
                    column.isEmpty() ? ProblemCode.COLUMN_MISSING : ProblemCode.COLUMN_TYPE_DIFFERS,
                    name,
                    "expected " + expected + " for the inline layout, found "
                            + column.map(it -> it.type() + (it.notNull() ? " NOT NULL" : ""))
                                    .orElse("none"),
                    TableDdl.inlineColumns(table.name()) + ", or use the sidecar layout");
        }
    }
}
