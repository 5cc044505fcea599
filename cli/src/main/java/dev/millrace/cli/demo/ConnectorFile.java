package dev.millrace.cli.demo;

import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.stack.StackFile;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the configuration file that the demo's connector runs with: one that a user could have written. */
final class ConnectorFile {
    static final String GROUP = "bank-postgres";

    private ConnectorFile() {}

    static String yaml(StackFile stack, List<SourceTable> tables, TopicNames names) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("name: ").append(GROUP).append('\n');
        yaml.append("kafka:\n  bootstrap.servers: ")
                .append(stack.kafka().bootstrapServers())
                .append('\n');
        yaml.append(
                "  # The same member after a restart: the group does not wait for the session of the old one to end.\n");
        yaml.append("  group.instance.id: ").append(GROUP).append("-0\n");
        yaml.append("topics:\n");
        tables.forEach(table -> yaml.append("  - ").append(names.topic(table)).append('\n'));
        yaml.append("format:\n  type: precisely-json\n  tags:\n    ordinal: ordinal\n");
        yaml.append("target:\n");
        yaml.append("  url: ").append(stack.postgres().jdbcUrl()).append('\n');
        yaml.append("  user: ").append(stack.postgres().user()).append('\n');
        yaml.append("  password: \"").append(stack.postgres().password()).append("\"\n");
        yaml.append("  versions: sidecar\n  auto-create: true\n");
        yaml.append("observe:\n  host: 127.0.0.1\n  port: 0\n");
        yaml.append("tables:\n");
        tables.forEach(table -> append(yaml, table));
        return yaml.toString();
    }

    private static void append(StringBuilder yaml, SourceTable table) {
        yaml.append("  - source: ").append(table.objectName()).append('\n');
        yaml.append("    target: public.").append(table.targetName()).append('\n');
        yaml.append("    key: [")
                .append(table.key().stream()
                        .map(column -> table.column(column).targetName())
                        .collect(Collectors.joining(", ")))
                .append("]\n");
        yaml.append("    columns:\n");
        for (SourceColumn column : table.columns()) {
            yaml.append("      - ")
                    .append(column.targetName())
                    .append(' ')
                    .append(type(column.kind()))
                    .append('\n');
        }
    }

    private static String type(ColumnKind kind) {
        if (kind instanceof ColumnKind.Decimal number) {
            return "numeric(" + number.digits() + "," + number.scale() + ")";
        }
        return "varchar(" + ((ColumnKind.Text) kind).length() + ")";
    }
}
