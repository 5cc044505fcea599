package dev.millrace.cli.soak;

import dev.millrace.cli.demo.ConnectorFile;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.stack.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The configuration of a group's members: one file for each. */
final class GroupConfig {
    private final String group;
    private final TargetKind target;
    private final StackFile stack;
    private final List<SourceTable> tables;
    private final TopicNames names;
    private final Protocol protocol;
    private final Patience patience;
    /** What stands below {@code target:}. */
    private final List<String> targetLines;

    private final Ordinals ordinals;
    private final int epoch;

    /** Where a change's place within its clock value comes from. */
    enum Ordinals {
        IN_THE_RECORDS,
        KAFKA_OFFSETS
    }

    private GroupConfig(
            String group,
            TargetKind target,
            StackFile stack,
            List<SourceTable> tables,
            TopicNames names,
            Protocol protocol,
            Patience patience,
            List<String> targetLines,
            Ordinals ordinals,
            int epoch) {
        this.group = group;
        this.target = target;
        this.stack = stack;
        this.tables = List.copyOf(tables);
        this.names = names;
        this.protocol = protocol;
        this.patience = patience;
        this.targetLines = List.copyOf(targetLines);
        this.ordinals = ordinals;
        this.epoch = epoch;
    }

    /**
     * The usual: records with ordinals, epoch 0.
     *
     * @param targetLines what stands below {@code target:}
     */
    static GroupConfig of(
            String group,
            TargetKind target,
            StackFile stack,
            List<SourceTable> tables,
            TopicNames names,
            Protocol protocol,
            Patience patience,
            List<String> targetLines) {
        return new GroupConfig(
                group, target, stack, tables, names, protocol, patience, targetLines, Ordinals.IN_THE_RECORDS, 0);
    }

    /** The same with offsets for ordinals. */
    GroupConfig withOffsetsAsOrdinals() {
        return new GroupConfig(
                group, target, stack, tables, names, protocol, patience, targetLines, Ordinals.KAFKA_OFFSETS, epoch);
    }

    /** The same with this epoch for all tables. */
    GroupConfig withEpoch(int other) {
        return new GroupConfig(group, target, stack, tables, names, protocol, patience, targetLines, ordinals, other);
    }

    /** The same with another way to the servers. */
    GroupConfig through(StackFile other) {
        return new GroupConfig(
                group,
                target,
                other,
                tables,
                names,
                protocol,
                patience,
                ConnectorFile.targetLines(target, other),
                ordinals,
                epoch);
    }

    String group() {
        return group;
    }

    TargetKind target() {
        return target;
    }

    /** What has to be added to a member's environment. */
    Map<String, String> environment() {
        return ConnectorFile.environment(target, stack);
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
        yaml.append("target:\n");
        targetLines.forEach(line -> yaml.append("  ").append(line).append('\n'));
        yaml.append("observe:\n  host: 127.0.0.1\n  port: 0\ntables:\n");
        tables.forEach(table -> yaml.append(ConnectorFile.entry(target, table))
                .append("    epoch: ")
                .append(epoch)
                .append('\n'));
        return yaml.toString();
    }
}
