package dev.millrace.cli.demo;

import dev.millrace.cli.verify.DynamoDbKeys;
import dev.millrace.cli.verify.ReplicatedTable;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.pipeline.StageFiles;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.stack.StackFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the configuration file that a connector of the demo runs with: one that a user could have written. */
public final class ConnectorFile {
    private static final String CREATE = "auto-create: true";

    private ConnectorFile() {}

    /** The connector's name, and so its consumer group's. */
    static String group(TargetKind target) {
        return "bank-" + target.key();
    }

    /** The connector's file without its ending, and so its log's and its process's. */
    static String process(TargetKind target) {
        return "connector-" + target.key();
    }

    /** What has to be added to the connector's environment. */
    public static Map<String, String> environment(TargetKind target, StackFile stack) {
        if (target != TargetKind.DYNAMODB) {
            return Map.of();
        }
        StackFile.DynamoDb server = stack.dynamodb();
        return Map.of("AWS_ACCESS_KEY_ID", server.accessKeyId(), "AWS_SECRET_ACCESS_KEY", server.secretAccessKey());
    }

    /** For records of an Apply Engine. */
    static String yaml(TargetKind target, StackFile stack, List<SourceTable> tables, TopicNames names) {
        StringBuilder yaml = head(target, stack, tables, names);
        yaml.append("format:\n  type: precisely-json\n  tags:\n    ordinal: ordinal\n");
        yaml.append("tables:\n");
        tables.forEach(table -> yaml.append(entry(target, table)));
        return yaml.toString();
    }

    /** For records as they were captured. */
    static String rawYaml(
            TargetKind target, StackFile stack, List<SourceTable> tables, TopicNames names, StageFiles files) {
        StringBuilder yaml = head(target, stack, tables, names);
        yaml.append("format:\n  type: raw\n");
        yaml.append("tables:\n");
        for (SourceTable table : tables) {
            yaml.append(entry(target, table));
            files.copybook(table)
                    .ifPresent(file -> yaml.append("    copybook: ")
                            .append(StageFiles.quoted(file))
                            .append('\n'));
            files.parentCopybook(table)
                    .ifPresent(file -> yaml.append("    parent-copybook: ")
                            .append(StageFiles.quoted(file))
                            .append('\n'));
            files.encoding(table)
                    .forEach(line -> yaml.append("    ").append(line).append('\n'));
        }
        return yaml.toString();
    }

    private static StringBuilder head(TargetKind target, StackFile stack, List<SourceTable> tables, TopicNames names) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("name: ").append(group(target)).append('\n');
        yaml.append("kafka:\n  bootstrap.servers: ")
                .append(stack.kafka().bootstrapServers())
                .append('\n');
        yaml.append(
                "  # The same member after a restart: the group does not wait for the session of the old one to end.\n");
        yaml.append("  group.instance.id: ").append(group(target)).append("-0\n");
        yaml.append("topics:\n");
        tables.forEach(table -> yaml.append("  - ").append(names.topic(table)).append('\n'));
        yaml.append("target:\n");
        targetLines(target, stack)
                .forEach(line -> yaml.append("  ").append(line).append('\n'));
        return yaml.append("observe:\n  host: 127.0.0.1\n  port: 0\n");
    }

    /** How the target is reached: what stands below {@code target:}, without its indentation. */
    public static List<String> targetLines(TargetKind target, StackFile stack) {
        return switch (target) {
            case POSTGRES ->
                List.of(
                        "url: " + stack.postgres().jdbcUrl(),
                        "user: " + stack.postgres().user(),
                        "password: \"" + stack.postgres().password() + "\"",
                        "versions: sidecar",
                        CREATE);
            case DYNAMODB ->
                List.of(
                        "region: " + stack.dynamodb().region(),
                        "endpoint: " + stack.dynamodb().endpoint(),
                        CREATE);
            case KEYSPACES ->
                List.of(
                        "service: cassandra",
                        "contact-points: [\"" + stack.cassandra().host() + ":"
                                + stack.cassandra().port() + "\"]",
                        "local-datacenter: " + stack.cassandra().datacenter(),
                        "keyspace: " + TargetKind.KEYSPACE,
                        "tls: false",
                        "replicas: 1",
                        CREATE);
            case REDIS ->
                List.of(
                        "nodes: [\"" + stack.redis().host() + ":"
                                + stack.redis().port() + "\"]",
                        "password: \"" + stack.redis().password() + "\"",
                        "tls: false");
        };
    }

    /** What stands below {@code tables:} for one of them; more keys can follow. */
    public static String entry(TargetKind target, SourceTable table) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("  - source: ").append(table.objectName()).append('\n');
        String schema = target == TargetKind.POSTGRES ? "public." : "";
        yaml.append("    target: ").append(schema).append(table.targetName()).append('\n');
        yaml.append("    key: [")
                .append(table.key().stream()
                        .map(column -> table.column(column).targetName())
                        .collect(Collectors.joining(", ")))
                .append("]\n");
        if (target == TargetKind.DYNAMODB && DynamoDbKeys.isComposed(table)) {
            yaml.append("    pk: \"")
                    .append(DynamoDbKeys.partitionTemplate(table))
                    .append("\"\n");
            yaml.append("    sk: \"").append(DynamoDbKeys.sortTemplate(table)).append("\"\n");
        }
        yaml.append("    columns:\n");
        ReplicatedTable replicated = ReplicatedTable.of(target, table);
        for (SourceColumn column : replicated.table().columns()) {
            yaml.append("      - ")
                    .append(column.targetName())
                    .append(' ')
                    .append(type(column.kind()))
                    .append('\n');
        }
        if (!replicated.ignored().isEmpty()) {
            yaml.append("    ignored-columns: [")
                    .append(String.join(", ", replicated.ignored()))
                    .append("]\n");
        }
        return yaml.toString();
    }

    private static String type(ColumnKind kind) {
        if (kind instanceof ColumnKind.Array array) {
            return "array<" + type(array.element()) + ">";
        }
        if (kind instanceof ColumnKind.Struct struct) {
            return struct.fields().stream()
                    .map(field -> field.name() + " " + type(field.kind()))
                    .collect(Collectors.joining(", ", "struct<", ">"));
        }
        if (kind instanceof ColumnKind.Decimal number) {
            return "numeric(" + number.digits() + "," + number.scale() + ")";
        }
        return "varchar(" + ((ColumnKind.Text) kind).length() + ")";
    }
}
