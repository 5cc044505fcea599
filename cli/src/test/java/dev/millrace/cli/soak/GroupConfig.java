package dev.millrace.cli.soak;

import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.stack.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The configuration of a group's members: one file for each. */
final class GroupConfig {
    private final String group;
    private final StackFile stack;
    private final String jdbcUrl;
    private final List<SourceTable> tables;
    private final TopicNames names;
    private final Protocol protocol;
    private final Patience patience;
    private final Ordinals ordinals;
    private final int epoch;

    /** Where a change's place within its clock value comes from. */
    enum Ordinals {
        IN_THE_RECORDS,
        KAFKA_OFFSETS
    }

    private GroupConfig(
            String group,
            StackFile stack,
            String jdbcUrl,
            List<SourceTable> tables,
            TopicNames names,
            Protocol protocol,
            Patience patience,
            Ordinals ordinals,
            int epoch) {
        this.group = group;
        this.stack = stack;
        this.jdbcUrl = jdbcUrl;
        this.tables = List.copyOf(tables);
        this.names = names;
        this.protocol = protocol;
        this.patience = patience;
        this.ordinals = ordinals;
        this.epoch = epoch;
    }

    /** The usual: records with ordinals, epoch 0. */
    static GroupConfig of(
            String group,
            StackFile stack,
            List<SourceTable> tables,
            TopicNames names,
            Protocol protocol,
            Patience patience) {
        return new GroupConfig(
                group,
                stack,
                stack.postgres().jdbcUrl(),
                tables,
                names,
                protocol,
                patience,
                Ordinals.IN_THE_RECORDS,
                0);
    }

    /** The same with offsets for ordinals. */
    GroupConfig withOffsetsAsOrdinals() {
        return new GroupConfig(group, stack, jdbcUrl, tables, names, protocol, patience, Ordinals.KAFKA_OFFSETS, epoch);
    }

    /** The same with this epoch for all tables. */
    GroupConfig withEpoch(int other) {
        return new GroupConfig(group, stack, jdbcUrl, tables, names, protocol, patience, ordinals, other);
    }

    /** The same with another way to the database. */
    GroupConfig withDatabase(String url) {
        return new GroupConfig(group, stack, url, tables, names, protocol, patience, ordinals, epoch);
    }

    String group() {
        return group;
    }

    /** Writes the file of a member and gives its path. */
    Path write(Path directory, int member) {
        try {
            return Files.writeString(directory.resolve(group + "-" + member + ".yaml"), yaml(member));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String yaml(int member) {
        StringBuilder yaml = new StringBuilder("name: " + group + "\nkafka:\n");
        Map<String, String> kafka = new TreeMap<>(protocol.properties(member, patience));
        kafka.put("bootstrap.servers", stack.kafka().bootstrapServers());
        // Partitions that are added are found within a second, not within five minutes.
        kafka.put("metadata.max.age.ms", "1000");
        kafka.forEach((name, value) ->
                yaml.append("  ").append(name).append(": ").append(value).append('\n'));
        yaml.append("topics:\n");
        tables.forEach(table -> yaml.append("  - ").append(names.topic(table)).append('\n'));
        yaml.append("format:\n  type: precisely-json\n");
        if (ordinals == Ordinals.IN_THE_RECORDS) {
            yaml.append("  tags:\n    ordinal: ordinal\n");
        }
        // Little memory; and commits so often that a kill between a commit and what it covers is likely.
        yaml.append("engine:\n  lanes: 2\n  in-flight-megabytes: 8\n  commit-interval: 5ms\n  revoke-budget: 2s\n");
        yaml.append(String.format(
                Locale.ROOT,
                "target:\n  url: %s\n  user: %s\n  password: \"%s\"\n  auto-create: true\n",
                jdbcUrl,
                stack.postgres().user(),
                stack.postgres().password()));
        yaml.append("observe:\n  host: 127.0.0.1\n  port: 0\ntables:\n");
        tables.forEach(table -> yaml.append(entry(table)));
        return yaml.toString();
    }

    private String entry(SourceTable table) {
        return String.format(
                Locale.ROOT,
                "  - source: %s\n    target: public.%s\n    epoch: %d\n    key: [%s]\n    columns:\n%s",
                table.objectName(),
                table.targetName(),
                epoch,
                table.key().stream()
                        .map(column -> table.column(column).targetName())
                        .collect(Collectors.joining(", ")),
                table.columns().stream().map(GroupConfig::line).collect(Collectors.joining()));
    }

    private static String line(SourceColumn column) {
        String type = column.kind() instanceof ColumnKind.Decimal number
                ? "numeric(" + number.digits() + "," + number.scale() + ")"
                : "varchar(" + ((ColumnKind.Text) column.kind()).length() + ")";
        return "      - " + column.targetName() + " " + type + "\n";
    }
}
