package dev.millrace.helm.kubernetes;

import dev.millrace.cli.demo.ConnectorFile;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.stack.StackFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values file of a release, as a person would write it.
 *
 * @param lanes the value that a rolling upgrade changes
 * @param firstKey a column of the first table's key, the value that is wrong once
 * @param tag of the image; empty: the chart's own
 */
record Values(TargetKind target, StackFile stack, List<SourceTable> tables, int lanes, String firstKey, String tag) {
    private static final String CORRECT = "";
    private static final String PASSWORD = "password:";

    static Values usual(TargetKind target, StackFile stack, List<SourceTable> tables) {
        return new Values(target, stack, tables, 2, CORRECT, Images.TAG);
    }

    Values withLanes(int count) {
        return new Values(target, stack, tables, count, firstKey, tag);
    }

    /** With a key that the table has not: the connector refuses it at its start. */
    Values withWrongKey() {
        return new Values(target, stack, tables, lanes, "no_such_column", tag);
    }

    Values withTag(String other) {
        return new Values(target, stack, tables, lanes, firstKey, other);
    }

    /** Name of the Secret that the release reads. */
    String secretName() {
        return "bank-" + target.key() + "-login";
    }

    /** The manifest of that Secret: what does not belong into values. */
    String secret() {
        Map<String, String> variables = new TreeMap<>(ConnectorFile.environment(target, stack));
        ConnectorFile.targetLines(target, stack).stream()
                .filter(line -> line.startsWith(PASSWORD))
                .forEach(line -> variables.put(
                        "MILLRACE_TARGET_PASSWORD",
                        line.substring(PASSWORD.length()).strip()));
        StringBuilder manifest = new StringBuilder("apiVersion: v1\nkind: Secret\nmetadata:\n  name: ");
        manifest.append(secretName()).append("\nstringData:\n  MILLRACE_LOG: info\n");
        variables.forEach((name, value) ->
                manifest.append("  ").append(name).append(": ").append(value).append('\n'));
        return manifest.toString();
    }

    /** The values file. */
    String yaml(String podLabel, String podLabelValue) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("image:\n  tag: \"").append(tag).append("\"\n");
        // kubectl scale decides, and upgrades keep what it has decided.
        yaml.append("replicaCount: null\n");
        yaml.append("topics:\n  partitions: ").append(Ground.PARTITIONS).append('\n');
        yaml.append("secrets:\n  existingSecret: ").append(secretName()).append('\n');
        yaml.append("podLabels:\n  ")
                .append(podLabel)
                .append(": ")
                .append(podLabelValue)
                .append('\n');
        // 16 of them start at the same time on a machine of two processors: without the compiler that pays after
        // minutes.
        yaml.append("resources:\n  requests:\n    cpu: 75m\n    memory: 128Mi\n  limits:\n    memory: 384Mi\n");
        yaml.append("javaOptions: -XX:TieredStopAtLevel=1\n");
        yaml.append("canary:\n  enabled: true\n  table: ")
                .append(canary().table().objectName())
                .append("\n  values:\n");
        canary().values()
                .forEach((name, value) -> yaml.append("    ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        yaml.append(
                "  resources:\n    requests:\n      cpu: 20m\n      memory: 128Mi\n    limits:\n      memory: 256Mi\n");
        yaml.append("config:\n");
        config().lines().forEach(line -> yaml.append("  ").append(line).append('\n'));
        return yaml.toString();
    }

    private CanaryRow canary() {
        return CanaryRow.of(tables, List.of(TargetKind.values()).indexOf(target));
    }

    private String config() {
        StringBuilder yaml = new StringBuilder("kafka:\n  bootstrap.servers: ");
        yaml.append(stack.kafka().bootstrapServers()).append('\n');
        // A pod that was killed is given up soon, for a short run.
        yaml.append("  session.timeout.ms: 6000\n  heartbeat.interval.ms: 1000\n");
        yaml.append("topics:\n");
        tables.forEach(table ->
                yaml.append("  - ").append(TopicNames.usual().topic(table)).append('\n'));
        yaml.append("format:\n  type: precisely-json\n  tags:\n    ordinal: ordinal\n");
        yaml.append("engine:\n  lanes: ").append(lanes).append("\n  in-flight-megabytes: 16\n");
        yaml.append("target:\n");
        ConnectorFile.targetLines(target, stack).stream()
                .filter(line -> !line.startsWith(PASSWORD))
                .forEach(line -> yaml.append("  ").append(line).append('\n'));
        if (target == TargetKind.DYNAMODB || target == TargetKind.KEYSPACES) {
            // The stand-ins of these services answer one process after the other, not any number at once.
            yaml.append("  in-flight: 8\n");
        }
        yaml.append("tables:\n");
        for (int i = 0; i < tables.size(); i++) {
            String entry = ConnectorFile.entry(target, tables.get(i));
            yaml.append(
                    i == 0 && !firstKey.isEmpty() ? entry.replaceFirst("key: \\[", "key: [" + firstKey + ", ") : entry);
            if (tables.get(i).equals(canary().table())) {
                yaml.append("    topic: ")
                        .append(TopicNames.usual().topic(tables.get(i)))
                        .append('\n');
            }
        }
        return yaml.toString();
    }
}
