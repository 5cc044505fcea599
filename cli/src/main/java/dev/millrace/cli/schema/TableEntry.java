package dev.millrace.cli.schema;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.millrace.codec.columns.RecordColumn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
                    + ": for PostgreSQL write jsonb, or for plain elements their type with []");
        }
        List<String> reals = table.reals();
        for (String real : reals) {
            advice.line(RecordTable.targetName(real)
                    + ": only PostgreSQL has a column for floating-point numbers, double precision; it is ignored");
        }
        if (table.layout().choices().isEmpty() && !table.alternatives().isEmpty()) {
            advice.line("choose: " + String.join(", ", table.alternatives())
                    + " share bytes; --choose says which of them a record has, else it has all that its bytes fit");
        }
        List<String> lines = new ArrayList<>();
        lines.add("format:");
        lines.add("  type: raw");
        lines.add("tables:");
        lines.add("  - source: " + quoted(table.source()));
        lines.add("    target: " + quoted("public." + table.target()));
        lines.addAll(layout());
        lines.add("    key: "
                + list(table.key().stream().map(RecordTable::targetName).toList()));
        lines.add("    columns:");
        for (RecordColumn column : table.columns()) {
            if (!reals.contains(column.name())) {
                lines.add("      - " + RecordTable.targetName(column.name()) + " " + ConnectorTypes.of(column));
            }
        }
        if (!reals.isEmpty()) {
            lines.add("    ignored-columns: " + list(reals));
        }
        return advice.text() + String.join("\n", lines) + "\n";
    }

    /** The keys about the copybooks; those that say nothing for this one are left out. */
    private List<String> layout() {
        TableLayout layout = table.layout();
        List<String> lines = new ArrayList<>();
        lines.add("    copybook: " + quoted(layout.copybook().toString()));
        layout.record().ifPresent(record -> lines.add("    record: " + quoted(record)));
        layout.parentCopybook().ifPresent(parent -> lines.add("    parent-copybook: " + quoted(parent.toString())));
        layout.parentRecord().ifPresent(record -> lines.add("    parent-record: " + quoted(record)));
        if (!layout.copyPath().isEmpty()) {
            lines.add("    copy-path: "
                    + list(layout.copyPath().stream().map(Path::toString).toList()));
        }
        lines.add("    codepage: " + quoted(layout.encoding().codePage().name()));
        if (!table.reals().isEmpty()) {
            lines.add("    float: " + layout.encoding().floatFormat().name().toLowerCase(Locale.ROOT));
        }
        if (!layout.choices().isEmpty()) {
            lines.add("    choose: " + list(layout.choices()));
        }
        return lines;
    }

    private static String list(List<String> texts) {
        return texts.stream().map(TableEntry::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /** YAML takes JSON's text, and without quotes {@code no} and {@code 1} would be something else. */
    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
