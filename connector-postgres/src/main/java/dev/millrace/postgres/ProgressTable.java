package dev.millrace.postgres;

import dev.millrace.core.config.ProblemCode;
import dev.millrace.postgres.FoundTable.FoundColumn;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table that keeps how far each partition has come, for all connectors of a database, whatever their layout. */
final class ProgressTable {
    /** Version tables have a dot in their names: none is called so. */
    static final QualifiedName NAME = new QualifiedName("millrace", "progress");

    static final List<String> KEY = List.of("group_id", "cluster_id", "topic", "topic_id", "kafka_partition");
    static final String OFFSET = "next_offset";
    static final String DDL = "CREATE TABLE IF NOT EXISTS " + NAME.sql()
            + " (group_id text NOT NULL, cluster_id text NOT NULL, topic text NOT NULL, topic_id text NOT NULL,"
            + " kafka_partition integer NOT NULL, next_offset bigint NOT NULL, raised_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY ("
            + String.join(", ", KEY) + "))";

    private static final List<String> PRIVILEGES = List.of("SELECT", "INSERT", "UPDATE");
    private static final List<FoundColumn> COLUMNS = List.of(
            column("group_id", "text"),
            column("cluster_id", "text"),
            column("topic", "text"),
            column("topic_id", "text"),
            column("kafka_partition", "integer"),
            column(OFFSET, "bigint"),
            column("raised_at", "timestamp with time zone"));

    private ProgressTable() {}

    private static FoundColumn column(String name, String type) {
        return new FoundColumn(name, type, true, FoundTable.Filled.BY_WRITER, "", true);
    }

    static Optional<FoundTable> read(TableCatalog catalog) throws SQLException {
        return catalog.read(NAME, PRIVILEGES);
    }

    static void refuseMissing(TableProblems problems) {
        problems.add(
                ProblemCode.TABLE_MISSING,
                "expected the table " + NAME.display() + " for the connector's progress, found none",
                "switch on auto-create, or run: " + TableDdl.script(List.of(TableDdl.schema(NAME.schema()), DDL)));
    }

    /** Whether it is as the connector would create it. */
    static void check(FoundTable found, TableProblems problems) {
        TableChecks checks = new TableChecks(NAME, problems);
        checks.relation(found);
        checks.key(found, KEY);
        for (FoundColumn expected : COLUMNS) {
            Optional<FoundColumn> column = found.column(expected.name());
            if (column.isEmpty() || !column.get().type().equals(expected.type())) {
                problems.add(
                        column.isEmpty() ? ProblemCode.COLUMN_MISSING : ProblemCode.COLUMN_TYPE_DIFFERS,
                        expected.name(),
                        "expected " + expected.type() + " in the table for the connector's progress, found "
                                + column.map(FoundColumn::type).orElse("none"),
                        "create it as " + DDL + ";");
            }
        }
    }
}
