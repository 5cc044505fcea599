package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.RelationMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a table is one that the connector can write to as its definition says. For one table. */
final class TableChecks {
    private static final CqlIdentifier TIME_TO_LIVE = CqlIdentifier.fromInternal("default_time_to_live");

    private final TableDefinition expected;
    private final RelationMetadata found;
    private final List<Problem> problems = new ArrayList<>();

    TableChecks(TableDefinition expected, RelationMetadata found) {
        this.expected = expected;
        this.found = found;
    }

    List<Problem> check() {
        if (!(found instanceof TableMetadata table) || table.isVirtual() || table.isCompactStorage()) {
            add(
                    ProblemCode.TARGET_REFUSED,
                    "expected a table, found a view, a virtual table or one with compact storage",
                    "name a plain table");
            return problems;
        }
        key();
        expected.columns().forEach(this::column);
        found.getColumns().values().stream()
                .filter(column -> !isExpected(name(column)))
                .forEach(this::extra);
        keptForEver();
        return problems;
    }

    /** Names of the partition key's columns as they were found. */
    static List<String> partitionKey(RelationMetadata found) {
        return found.getPartitionKey().stream().map(TableChecks::name).toList();
    }

    private static String name(ColumnMetadata column) {
        return column.getName().asInternal();
    }

    private void key() {
        List<String> is = found.getPrimaryKey().stream().map(TableChecks::name).toList();
        Set<String> should = new HashSet<>(expected.partitionKey());
        should.addAll(expected.clustering());
        if (!should.equals(new HashSet<>(is))) {
            add(
                    ProblemCode.KEY_DIFFERS,
                    "expected a primary key of "
                            + String.join(", ", should.stream().sorted().toList()) + ", found " + String.join(", ", is),
                    "correct the configured key, or create the table anew: " + expected.cql());
        }
    }

    /** Its partition key is the configured one, in any order. */
    void partitionKeyIs(List<String> configured) {
        List<String> is = partitionKey(found);
        if (!new HashSet<>(configured).equals(new HashSet<>(is))) {
            add(
                    ProblemCode.KEY_DIFFERS,
                    "expected the partition key " + String.join(", ", configured) + ", found " + String.join(", ", is),
                    "correct partition-key, or leave it out");
        }
    }

    private void column(TableDefinition.Col column) {
        Optional<ColumnMetadata> is = found.getColumn(CqlIdentifier.fromInternal(column.name()));
        if (is.isEmpty()) {
            if (!expected.isKey(column.name())) {
                add(
                        ProblemCode.COLUMN_MISSING,
                        column.name(),
                        "expected a column " + column.type() + ", found none",
                        "ALTER TABLE " + Names.cql(expected.keyspace(), expected.name()) + " ADD "
                                + Names.cql(column.name()) + " " + column.type());
            }
            return;
        }
        String type = is.get().getType().asCql(true, true);
        if (!type.equals(column.type())) {
            add(
                    ProblemCode.COLUMN_TYPE_DIFFERS,
                    column.name(),
                    "expected " + column.type() + ", found " + type,
                    "configure a type that is written as " + type + ", see keyspaces.md, or create the column anew");
        }
        if (is.get().isStatic()) {
            add(
                    ProblemCode.CONSTRAINT_UNSUITABLE,
                    column.name(),
                    "expected a column of each row, found a static one, which all rows of a partition share",
                    "create the column anew without STATIC");
        }
    }

    private boolean isExpected(String column) {
        return expected.columns().stream().anyMatch(each -> each.name().equals(column));
    }

    /** Images are full: a column that no source fills would keep what somebody else wrote, in deleted rows too. */
    private void extra(ColumnMetadata column) {
        if (!found.getPrimaryKey().contains(column)) {
            add(
                    ProblemCode.COLUMN_MISSING,
                    name(column),
                    "expected only configured columns, found "
                            + column.getType().asCql(true, true) + " that no source column fills",
                    "add it to the configured columns, or drop it");
        }
    }

    private void keptForEver() {
        Object seconds = found.getOptions().get(TIME_TO_LIVE);
        if (seconds instanceof Number number && number.longValue() != 0) {
            add(
                    ProblemCode.CONSTRAINT_UNSUITABLE,
                    "expected rows that stay, found a default time to live of " + number
                            + " s: with a row its version goes," + " and an older change would come back",
                    "ALTER TABLE " + Names.cql(expected.keyspace(), expected.name())
                            + " WITH default_time_to_live = 0");
        }
    }

    private void add(ProblemCode code, String what, String fix) {
        problems.add(new Problem(code, expected.display(), what, fix));
    }

    private void add(ProblemCode code, String column, String what, String fix) {
        problems.add(new Problem(code, expected.display() + "." + column, what, fix));
    }
}
