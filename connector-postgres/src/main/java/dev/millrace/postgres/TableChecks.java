package dev.millrace.postgres;

import dev.millrace.core.config.ProblemCode;
import dev.millrace.postgres.FoundTable.DeletingKey;
import dev.millrace.postgres.FoundTable.FoundColumn;
import dev.millrace.postgres.FoundTable.UniqueIndex;
import java.util.List;
import java.util.stream.Collectors;

/** What every table that the connector writes must be: the targets and their version tables. */
final class TableChecks {
    private final QualifiedName name;
    private final TableProblems problems;

    TableChecks(QualifiedName name, TableProblems problems) {
        this.name = name;
        this.problems = problems;
    }

    void relation(FoundTable found) {
        if (!found.kind().equals(FoundTable.TABLE)) {
            problems.add(
                    ProblemCode.TARGET_REFUSED,
                    "expected a table that survives a crash, found " + found.kind() + " " + name.display(),
                    "name a table; ALTER TABLE … SET LOGGED makes one of an unlogged table");
        }
        if (found.rowSecurity()) {
            problems.add(
                    ProblemCode.TARGET_REFUSED,
                    "expected no row level security for the connector's user, found it on " + name.display(),
                    "make the user the table's owner without FORCE ROW LEVEL SECURITY, give it BYPASSRLS, or ALTER TABLE "
                            + name.sql() + " DISABLE ROW LEVEL SECURITY;");
        }
        if (!found.missingPrivileges().isEmpty()) {
            String privileges = String.join(", ", found.missingPrivileges());
            problems.add(
                    ProblemCode.TARGET_REFUSED,
                    "expected the privileges to write " + name.display() + ", missing " + privileges,
                    "GRANT USAGE ON SCHEMA " + Identifier.quote(name.schema()) + " and GRANT " + privileges + " ON "
                            + name.sql() + " to the connector's user");
        }
    }

    /** No privilege lets anybody else add columns. */
    void owner(FoundTable found) {
        if (!found.owned()) {
            problems.add(
                    ProblemCode.TARGET_REFUSED,
                    "expected the owner's role, which schema-evolution: add needs, found " + name.display() + " of "
                            + found.owner(),
                    "GRANT " + Identifier.quote(found.owner()) + " to the connector's user, or set schema-evolution to"
                            + " ignore or fail");
        }
    }

    /** The server finds a held row by a unique index of exactly the key: two rows of one key must be impossible. */
    void key(FoundTable found, List<String> key) {
        boolean unique = found.uniqueIndexes().stream().anyMatch(index -> index.covers(key));
        if (!unique) {
            String indexes =
                    found.uniqueIndexes().stream().map(TableChecks::describe).collect(Collectors.joining(", "));
            problems.add(
                    ProblemCode.KEY_DIFFERS,
                    "expected a primary key or unique index on exactly (" + String.join(", ", key) + ") of "
                            + name.display() + ", found " + (indexes.isEmpty() ? "none" : indexes),
                    "correct the configured key, or CREATE UNIQUE INDEX ON " + name.sql() + " ("
                            + key.stream().map(Identifier::quote).collect(Collectors.joining(", ")) + ");");
        }
        found.columns().stream()
                .filter(column -> key.contains(column.name()) && !column.exactText())
                .forEach(this::refuseCollation);
    }

    private void refuseCollation(FoundColumn column) {
        problems.add(
                ProblemCode.KEY_DIFFERS,
                column.name(),
                "expected a deterministic collation, found " + column.collation()
                        + ", to which keys that differ at the source are equal",
                "ALTER TABLE " + name.sql() + " ALTER COLUMN " + Identifier.quote(column.name()) + " TYPE "
                        + column.type() + " COLLATE \"C\";");
    }

    /**
     * A delete must reach the row of its key only: what it does to a row of another table comes with no version, so an older
     * or newer change of that row that arrived before it is undone for good.
     */
    void deletes(FoundTable found) {
        for (DeletingKey key : found.deleting()) {
            String referring = key.referring().sql();
            problems.add(
                    ProblemCode.CONSTRAINT_UNSUITABLE,
                    "expected foreign keys to " + name.display() + " that pass no delete on to other rows, found "
                            + key.name() + " of " + key.referring().display() + " with ON DELETE " + key.action(),
                    "ALTER TABLE " + referring + " DROP CONSTRAINT " + Identifier.quote(key.name())
                            + ", and if it must stay, add it again with ON DELETE NO ACTION DEFERRABLE; or use the inline"
                            + " layout");
        }
    }

    private static String describe(UniqueIndex index) {
        String suffix = index.predicate().isEmpty() ? "" : " on a part of the rows";
        String kind = index.plain() ? "" : " on expressions or deferrable";
        return index.name() + " (" + String.join(", ", index.columns()) + ")" + suffix + kind;
    }
}
