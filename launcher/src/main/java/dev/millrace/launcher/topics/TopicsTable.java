package dev.millrace.launcher.topics;

import dev.millrace.core.topics.Finding;
import dev.millrace.core.topics.FoundTopic;
import dev.millrace.core.topics.TopicLine;
import dev.millrace.core.topics.TopicReport;
import dev.millrace.core.topics.TopicSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The topics for a person: a tick, a warning sign or a cross, what is there, and below it what to mend. */
record TopicsTable(TopicReport report, String config) {
    private static final List<String> HEADER =
            List.of("topic", "state", "partitions", "replication", "min.isr", "cleanup", "retention");
    private static final String UNKNOWN = "?";
    private static final String NONE = "-";

    List<String> lines() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        report.lines().forEach(line -> rows.add(row(line)));
        int[] widths = new int[HEADER.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("  " + padded(HEADER, widths));
        for (TopicLine line : report.lines()) {
            lines.add(sign(line) + " " + padded(row(line), widths));
            line.findings().forEach(finding -> lines.add("    " + text(finding)));
            if (line.isMissing()) {
                lines.add("    --apply creates it: " + line.plan());
            } else if (line.origin() == TopicLine.Origin.CREATED) {
                lines.add("    created: " + line.plan());
            }
        }
        lines.add(summary());
        return lines;
    }

    private String summary() {
        long missing = report.lines().stream().filter(TopicLine::isMissing).count();
        long created = report.lines().stream()
                .filter(line -> line.origin() == TopicLine.Origin.CREATED)
                .count();
        List<String> counts = new ArrayList<>();
        counts.add(counted(report.lines().size(), "topic"));
        if (created > 0) {
            counts.add(created + " created");
        }
        if (missing > 0) {
            counts.add(missing + " missing");
        }
        counts.add(counted(report.errors().size(), "error"));
        counts.add(counted(report.warnings().size(), "warning"));
        String next = missing > 0 ? " Create what is missing: millrace topics --config " + config + " --apply" : "";
        return String.join(", ", counts) + "." + next;
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String sign(TopicLine line) {
        if (line.isMissing() || line.isRefused()) {
            return "✗";
        }
        return line.findings().isEmpty() ? "✓" : "!";
    }

    private static String text(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT) + " " + finding.problem();
    }

    private static List<String> row(TopicLine line) {
        String name = line.needed().name();
        FoundTopic found = line.found();
        if (found instanceof FoundTopic.Present present) {
            Optional<TopicSettings> settings = present.settings() instanceof FoundTopic.Settings.Known known
                    ? Optional.of(known.values())
                    : Optional.empty();
            return List.of(
                    name,
                    line.origin() == TopicLine.Origin.CREATED ? "created" : "present",
                    Integer.toString(present.partitions()),
                    Integer.toString(present.replication()),
                    settings.flatMap(TopicSettings::minInsyncReplicas)
                            .map(String::valueOf)
                            .orElse(UNKNOWN),
                    settings.flatMap(TopicSettings::cleanupPolicy)
                            .map(policy -> policy.isEmpty() ? "none" : policy)
                            .orElse(UNKNOWN),
                    settings.flatMap(TopicSettings::retention)
                            .map(String::valueOf)
                            .orElse(UNKNOWN));
        }
        String state = line.isMissing() ? "missing" : found instanceof FoundTopic.Missing ? "created" : "hidden";
        return List.of(name, state, NONE, NONE, NONE, NONE, NONE);
    }

    private static String padded(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
