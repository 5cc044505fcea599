package dev.millrace.cli.schema;

import dev.millrace.codec.columns.RecordColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The table as PostgreSQL creates it. Names are quoted: COBOL's may be words of SQL. */
final class PostgresDdl {
    private final RecordTable table;

    PostgresDdl(RecordTable table) {
        this.table = table;
    }

    String text() {
        List<String> lines = new ArrayList<>();
        for (RecordColumn column : table.columns()) {
            String type = RecordTable.isTable(column) ? "jsonb" : ConnectorTypes.of(column);
            String constraint = table.key().contains(column.name()) ? " NOT NULL" : "";
            lines.add("    " + quoted(column.name()) + " " + type + constraint);
        }
        String key = table.key().stream().map(PostgresDdl::quoted).collect(Collectors.joining(", "));
        lines.add("    PRIMARY KEY (" + key + ")");
        Advice advice = Advice.of(table, "-- ").line(Advice.TYPES);
        for (String real : table.reals()) {
            advice.line(RecordTable.targetName(real)
                    + ": double precision takes no number that it would round; numeric takes all");
        }
        return advice.text() + "CREATE TABLE " + quoted(table.target()) + " (\n" + String.join(",\n", lines) + "\n);\n";
    }

    private static String quoted(String name) {
        return "\"" + RecordTable.targetName(name) + "\"";
    }
}
