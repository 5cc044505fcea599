package dev.millrace.launcher.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.core.config.KeepTime;
import dev.millrace.core.topics.Finding;
import dev.millrace.core.topics.FoundTopic;
import dev.millrace.core.topics.TopicLine;
import dev.millrace.core.topics.TopicReport;
import dev.millrace.core.topics.TopicSettings;
import java.util.Locale;

/** The topics for a program, in one line; its shape is part of the interface. What the broker does not tell is left out. */
final class TopicsJson {
    private TopicsJson() {}

    static String line(TopicReport report) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("ready", report.isReady());
        ArrayNode topics = root.putArray("topics");
        report.lines().forEach(line -> add(topics.addObject(), line));
        try {
            return mapper.writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void add(ObjectNode node, TopicLine line) {
        node.put("name", line.needed().name());
        node.put("role", written(line.needed().role()));
        node.put("state", state(line));
        if (line.found() instanceof FoundTopic.Present present) {
            node.put("partitions", present.partitions());
            node.put("replication", present.replication());
            if (present.settings() instanceof FoundTopic.Settings.Known known) {
                add(node, known.values());
            }
        }
        ArrayNode problems = node.putArray("problems");
        for (Finding finding : line.findings()) {
            ObjectNode problem = problems.addObject();
            problem.put("severity", written(finding.severity()));
            problem.put("code", finding.problem().code().name());
            problem.put("path", finding.problem().path());
            problem.put("what", finding.problem().what());
            problem.put("fix", finding.problem().fix());
        }
    }

    private static void add(ObjectNode node, TopicSettings settings) {
        settings.minInsyncReplicas().ifPresent(least -> node.put("minInsyncReplicas", least));
        settings.cleanupPolicy().ifPresent(policy -> node.put("cleanupPolicy", policy));
        settings.retention().map(KeepTime::toMillis).ifPresent(millis -> node.put("retentionMs", millis));
    }

    private static String state(TopicLine line) {
        if (line.origin() == TopicLine.Origin.CREATED) {
            return "created";
        }
        if (line.isMissing()) {
            return "missing";
        }
        return line.found() instanceof FoundTopic.Present ? "present" : "hidden";
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
