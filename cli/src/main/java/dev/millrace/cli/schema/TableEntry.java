package dev.millrace.cli.schema;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.millrace.codec.columns.RecordColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The table as a connector's configuration has it. */
final class TableEntry {
    private final RecordTable table;

    TableEntry(RecordTable table) {
        this.table = table;
    }

    String text() {
        Advice advice = Advice.of(table, "# ")
                .line("source: what cdc-object says in the records")
                .line("target: the table in the target, here as PostgreSQL has it; elsewhere without the schema")
                .line("copybook: where the connector finds it")
                .line(Advice.TYPES);
        for (String array : table.tables()) {
            advice.line(RecordTable.targetName(array)
                    + ": PostgreSQL has no column for an array; there move it to ignored-columns");
        }
        List<String> reals = table.reals();
        for (String real : reals) {
            advice.line(RecordTable.targetName(real)
                    + ": no target has a column for floating-point numbers; it is ignored");
        }
        List<String> lines = new ArrayList<>();
        lines.add("format:");
        lines.add("  type: raw");
        lines.add("tables:");
        lines.add("  - source: " + quoted(table.source()));
        lines.add("    target: " + quoted("public." + table.target()));
        lines.add("    copybook: " + quoted(table.files().copybook().toString()));
        table.files()
                .parentCopybook()
                .ifPresent(parent -> lines.add("    parent-copybook: " + quoted(parent.toString())));
        lines.add("    codepage: " + quoted(table.files().codePage()));
        lines.add("    key: "
                + table.key().stream()
                        .map(column -> quoted(RecordTable.targetName(column)))
                        .collect(Collectors.joining(", ", "[", "]")));
        lines.add("    columns:");
        for (RecordColumn column : table.columns()) {
            if (!reals.contains(column.name())) {
                lines.add("      - " + RecordTable.targetName(column.name()) + " " + ConnectorTypes.of(column));
            }
        }
        if (!reals.isEmpty()) {
            lines.add("    ignored-columns: "
                    + reals.stream().map(TableEntry::quoted).collect(Collectors.joining(", ", "[", "]")));
        }
        return advice.text() + String.join("\n", lines) + "\n";
    }

    /** YAML takes JSON's text, and without quotes {@code no} and {@code 1} would be something else. */
    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
