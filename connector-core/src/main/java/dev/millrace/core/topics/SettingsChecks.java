package dev.millrace.core.topics;

import static dev.millrace.core.topics.Finding.Severity.ERROR;
import static dev.millrace.core.topics.Finding.Severity.WARNING;

import dev.millrace.core.config.KafkaConfig;
import dev.millrace.core.config.KeepTime;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.TopicsConfig;
import dev.millrace.core.topics.FoundTopic.Present;
import dev.millrace.core.topics.NeededTopic.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether one topic's settings are fit for the connector. For one thread. */
final class SettingsChecks {
    /** From so many brokers on a topic need not be lost with one of them. */
    private static final int ENOUGH_BROKERS = 3;
    /** More than clocks differ by. */
    private static final KeepTime FAR_AHEAD = KeepTime.of(Duration.ofDays(1));

    private final TopicsConfig config;
    private final ClusterView cluster;
    private final NeededTopic topic;
    private final TopicSettings settings;
    private final TopicCommands commands;
    private final List<Finding> findings = new ArrayList<>();

    SettingsChecks(
            KafkaConfig kafka, TopicsConfig config, ClusterView cluster, NeededTopic topic, TopicSettings settings) {
        this.config = config;
        this.cluster = cluster;
        this.topic = topic;
        this.settings = settings;
        this.commands = new TopicCommands(kafka.bootstrapServers());
    }

    List<Finding> check(Present present) {
        compaction();
        horizon();
        size();
        if (topic.role() == Role.SOURCE) {
            recordTime();
        } else {
            largestLetter();
        }
        durability(present);
        differences(present);
        return findings;
    }

    /** Compaction keeps the newest of a key by offset, which after a late or repeated record is not the newest by version. */
    private void compaction() {
        if (settings.isCompacted()) {
            add(
                    ERROR,
                    ProblemCode.TOPIC_COMPACTED,
                    "topics",
                    "is compacted: "
                            + (topic.role() == Role.SOURCE
                                    ? "of the changes with one key the last to arrive stays, which need not be the newest"
                                    : "of the letters with one key only the last stays"),
                    commands.set(topic.name(), "cleanup.policy=delete")
                            + "; then, unless nothing was compacted yet, load the tables anew");
        }
    }

    private void horizon() {
        Optional<KeepTime> life = longestLife();
        if (config.replayHorizon().isForever()
                || life.isEmpty()
                || config.replayHorizon().isLongerThan(life.get())) {
            return;
        }
        String least = "set replay-horizon: infinite, or shorten retention.ms: "
                + commands.set(topic.name(), "retention.ms=MILLISECONDS");
        add(
                ERROR,
                ProblemCode.TOPIC_KEPT_TOO_LONG,
                "replay-horizon",
                "can give a record again for " + (life.get().isForever() ? "ever" : life.get())
                        + ", counted to the end of its segment"
                        + (topic.role() == Role.SOURCE ? "" : " and from the end of its time on " + topic.source())
                        + ", tombstones are kept for " + config.replayHorizon(),
                life.get().isForever() ? least : "raise replay-horizon above " + life.get() + ", " + least);
    }

    /** A letter can be written as long as its record is on the source topic, and lives on from then. */
    private Optional<KeepTime> longestLife() {
        if (topic.role() == Role.SOURCE) {
            return settings.longestLife();
        }
        KeepTime before = cluster.settings(topic.source())
                .flatMap(TopicSettings::longestLife)
                .orElse(KeepTime.of(Duration.ZERO));
        return settings.longestLife().map(before::plus);
    }

    private void size() {
        if (settings.retentionBytes().isPresent()) {
            add(
                    WARNING,
                    ProblemCode.TOPIC_CUT_BY_SIZE,
                    "topics",
                    "keeps at most " + settings.retentionBytes().getAsLong() + " bytes of a partition: "
                            + (topic.role() == Role.SOURCE
                                    ? "changes can be gone before a connector that is behind has read them"
                                    : "letters can be gone before anybody has read them"),
                    "bound it by time alone: " + commands.reset(topic.name(), "retention.bytes"));
        }
    }

    private void recordTime() {
        if (settings.producersTimeAhead()
                .filter(ahead -> ahead.isLongerThan(FAR_AHEAD))
                .isPresent()) {
            add(
                    WARNING,
                    ProblemCode.TOPIC_TIME_UNBOUNDED,
                    "topics",
                    "takes any time that a producer gives its records: engine.max-ahead and the retention go by it",
                    commands.set(topic.name(), "message.timestamp.type=LogAppendTime"));
        }
    }

    private void largestLetter() {
        Optional<Long> source = cluster.settings(topic.source()).flatMap(TopicSettings::maxMessageBytes);
        Optional<Long> own = settings.maxMessageBytes();
        if (source.isPresent() && own.isPresent() && own.get() <= source.get()) {
            add(
                    WARNING,
                    ProblemCode.DEAD_LETTERS_TOO_SMALL,
                    "topics",
                    "takes records of " + own.get() + " bytes, " + topic.source() + " of " + source.get()
                            + ": a letter has headers more than its record, and a large one goes without its value",
                    commands.set(
                            topic.name(),
                            "max.message.bytes=" + TopicPlan.letterBytes(cluster.settings(topic.source()))));
        }
    }

    private void durability(Present present) {
        if (cluster.brokers() < ENOUGH_BROKERS) {
            return;
        }
        if (present.replication() < 2) {
            add(
                    WARNING,
                    ProblemCode.TOPIC_NOT_DURABLE,
                    "topics",
                    "has partitions with one replica: they stop, or are lost, with their broker",
                    "add replicas with kafka-reassign-partitions.sh");
        } else if (settings.minInsyncReplicas().filter(least -> least < 2).isPresent()) {
            add(
                    WARNING,
                    ProblemCode.TOPIC_NOT_DURABLE,
                    "topics",
                    "takes records with one replica in sync: what is acknowledged can be lost with a broker",
                    commands.set(topic.name(), "min.insync.replicas=2"));
        }
    }

    private void differences(Present present) {
        TopicsConfig.Defaults wanted = topic.role() == Role.SOURCE ? config.sources() : config.deadLetters();
        wanted.partitions()
                .ifPresent(least -> less(
                        present.partitions(),
                        least,
                        present.partitions() == 1 ? "partition" : "partitions",
                        "more of them move keys: see docs/topics.md"));
        wanted.replication()
                .ifPresent(least -> less(
                        present.replication(),
                        least,
                        present.replication() == 1 ? "replica" : "replicas",
                        "add them with kafka-reassign-partitions.sh"));
        settings.minInsyncReplicas()
                .ifPresent(found -> wanted.minInsyncReplicas()
                        .ifPresent(least -> less(
                                found,
                                least,
                                "min.insync.replicas",
                                commands.set(topic.name(), "min.insync.replicas=" + least))));
        if (wanted.retention().isPresent() && settings.retention().isPresent()) {
            KeepTime configured = wanted.retention().get();
            KeepTime found = settings.retention().get();
            if (configured.isLongerThan(found)) {
                differs(
                        "retention " + found,
                        configured.toString(),
                        commands.set(topic.name(), "retention.ms=" + configured.toMillis()));
            }
        }
    }

    private void less(long found, int least, String of, String fix) {
        if (found < least) {
            differs(found + " " + of, Integer.toString(least), fix);
        }
    }

    private void differs(String found, String configured, String fix) {
        String section = topic.role() == Role.SOURCE ? "topic-defaults" : "dead-letter-defaults";
        add(
                WARNING,
                ProblemCode.TOPIC_DIFFERS,
                section,
                "has " + found + ", configured " + (configured.equals("1") ? "is " : "are ") + configured,
                fix + ", or change " + section);
    }

    private void add(Finding.Severity severity, ProblemCode code, String path, String what, String fix) {
        findings.add(new Finding(severity, topic.name(), new Problem(code, path, topic.name() + " " + what, fix)));
    }
}
