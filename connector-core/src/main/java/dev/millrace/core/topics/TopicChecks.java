package dev.millrace.core.topics;

import static dev.millrace.core.topics.Finding.Severity.ERROR;
import static dev.millrace.core.topics.Finding.Severity.WARNING;

import dev.millrace.core.config.KafkaConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.TopicsConfig;
import dev.millrace.core.topics.FoundTopic.Hidden;
import dev.millrace.core.topics.FoundTopic.Missing;
import dev.millrace.core.topics.FoundTopic.Present;
import dev.millrace.core.topics.FoundTopic.Settings;
import dev.millrace.core.topics.NeededTopic.Role;
import java.util.ArrayList;
import java.util.List;

/** Whether the topics are fit for the connector. Asks nobody: it judges what the cluster has told. */
final class TopicChecks {
    private final KafkaConfig kafka;
    private final TopicsConfig config;
    private final ClusterView cluster;

    TopicChecks(KafkaConfig kafka, TopicsConfig config, ClusterView cluster) {
        this.kafka = kafka;
        this.config = config;
        this.cluster = cluster;
    }

    List<Finding> check(NeededTopic topic) {
        if (!topic.isLegal()) {
            return List.of(illegal(topic));
        }
        FoundTopic found = cluster.topic(topic.name());
        if (found instanceof Missing) {
            return List.of(missing(topic));
        }
        if (found instanceof Hidden hidden) {
            return List.of(hidden(topic, hidden.refusal()));
        }
        Present present = (Present) found;
        List<Finding> findings = new ArrayList<>();
        if (present.settings() instanceof Settings.Known known) {
            SettingsChecks checks = new SettingsChecks(kafka, config, cluster, topic, known.values());
            findings.addAll(checks.check(present));
        } else if (present.settings() instanceof Settings.Unknown unknown) {
            findings.add(unread(topic, unknown.refusal()));
        }
        return findings;
    }

    private Finding illegal(NeededTopic topic) {
        boolean source = topic.role() == Role.SOURCE;
        return finding(
                ERROR,
                topic,
                ProblemCode.CONFIG_VALUE_INVALID,
                source ? "topics" : "kafka.group.id",
                topic.name() + " is no name for a " + (source ? "topic" : "dead letter topic"),
                (source ? "take a name" : "take a group")
                        + " of letters, digits, dots, hyphens and underscores, short enough for "
                        + NeededTopic.LONGEST_NAME + " in all");
    }

    private Finding missing(NeededTopic topic) {
        if (topic.role() == Role.SOURCE) {
            return finding(
                    ERROR,
                    topic,
                    ProblemCode.TOPIC_MISSING,
                    "topics",
                    "there is no topic " + topic.name() + " on " + kafka.bootstrapServers(),
                    "create it, as 'millrace topics --apply' does, or mend the name");
        }
        return finding(
                WARNING,
                topic,
                ProblemCode.TOPIC_MISSING,
                "topics",
                "there is no topic " + topic.name() + " for dead letters yet",
                "nothing to do where the connector's user may create it at its start; else run 'millrace topics"
                        + " --apply' as a user who may");
    }

    private static Finding hidden(NeededTopic topic, String refusal) {
        return finding(
                ERROR,
                topic,
                ProblemCode.BROKER_REFUSED,
                "topics",
                "the broker does not show " + topic.name() + " to the connector's user: " + refusal,
                topic.role() == Role.SOURCE
                        ? "allow Describe and Read on the topic"
                        : "allow Describe, Create and Write on the topic");
    }

    private static Finding unread(NeededTopic topic, String refusal) {
        return finding(
                WARNING,
                topic,
                ProblemCode.TOPIC_NOT_CHECKED,
                "topics",
                "the settings of " + topic.name() + " cannot be read (" + refusal
                        + "): compaction, retention, largest record and replicas in sync are not checked",
                "allow DescribeConfigs on the topic, or see to it yourself that it is not compacted");
    }

    private static Finding finding(
            Finding.Severity severity, NeededTopic topic, ProblemCode code, String path, String what, String fix) {
        return new Finding(severity, topic.name(), new Problem(code, path, what, fix));
    }
}
