package dev.millrace.postgres;

import dev.millrace.core.config.ProblemCode;
import dev.millrace.postgres.FoundTable.Filled;
import dev.millrace.postgres.FoundTable.FoundColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Whether what holds the versions is as the connector would create it. */
final class VersionTableChecks {
    private final MappedTable table;
    private final TableProblems problems;

    VersionTableChecks(MappedTable table, TableProblems problems) {
        this.table = table;
        this.problems = problems;
    }

    /** Whether it can be made at all. */
    boolean possible() {
        int bytes = MappedTable.versionTableOf(table.name()).table().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Identifier.MAX_BYTES) {
            problems.add(
                    ProblemCode.TARGET_REFUSED,
                    "expected a name of at most " + Identifier.MAX_BYTES + " bytes for its version table, found "
                            + bytes,
                    "shorten the table's name, or use the inline layout");
        }
        List<String> taken = table.keyColumns().stream()
                .map(MappedColumn::name)
                .filter(VersionColumns.SIDECAR::contains)
                .toList();
        for (String name : taken) {
            problems.add(
                    ProblemCode.KEY_DIFFERS,
                    name,
                    "expected no column of the key with the name of a column of the version table, found " + name,
                    "rename the column in the target, or use the inline layout");
        }
        return bytes <= Identifier.MAX_BYTES && taken.isEmpty();
    }

    void check(FoundTable found) {
        TableChecks checks = new TableChecks(MappedTable.versionTableOf(table.name()), problems);
        checks.relation(found);
        checks.key(found, table.keyColumns().stream().map(MappedColumn::name).toList());
        for (MappedColumn column : table.keyColumns()) {
            column(found, column.name(), column.type().sql());
        }
        column(found, VersionColumns.VERSION, "bytea");
        column(found, VersionColumns.DELETED, "boolean");
        column(found, VersionColumns.APPLIED_AT, "timestamp with time zone");
        found.columns().stream().filter(this::unfilled).forEach(this::refuseUnfilled);
    }

    /** The version and the key are written; all else has to fill itself, the time of the write by its default. */
    private boolean unfilled(FoundColumn column) {
        boolean written = column.name().equals(VersionColumns.VERSION)
                || column.name().equals(VersionColumns.DELETED)
                || table.keyColumns().stream().anyMatch(key -> key.name().equals(column.name()));
        return !written && column.notNull() && column.filled() == Filled.BY_WRITER;
    }

    private void refuseUnfilled(FoundColumn column) {
        String name = Identifier.quote(column.name());
        boolean own = column.name().equals(VersionColumns.APPLIED_AT);
        problems.add(
                ProblemCode.COLUMN_MISSING,
                column.name(),
                "expected a default in its version table, found " + column.type()
                        + " NOT NULL without a default that nothing fills",
                "ALTER TABLE " + MappedTable.versionTableOf(table.name()).sql() + " ALTER COLUMN " + name
                        + (own ? " SET DEFAULT now();" : " SET DEFAULT, or DROP COLUMN " + name + ";"));
    }

    private void column(FoundTable found, String name, String type) {
        Optional<FoundColumn> column = found.column(name);
        if (column.isEmpty()
                || !column.get().type().equals(type)
                || !column.get().notNull()) {
            problems.add(
                    column.isEmpty() ? ProblemCode.COLUMN_MISSING : ProblemCode.COLUMN_TYPE_DIFFERS,
                    name,
                    "expected " + type + " NOT NULL in its version table, found "
                            + column.map(it -> it.type() + (it.notNull() ? " NOT NULL" : ""))
                                    .orElse("none"),
                    "create it as " + TableDdl.versionTable(table) + ";");
        }
    }
}
