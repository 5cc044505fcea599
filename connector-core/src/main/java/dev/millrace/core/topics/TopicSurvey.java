package dev.millrace.core.topics;

import dev.millrace.core.config.KafkaConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.TopicsConfig;
import dev.millrace.core.topics.NeededTopic.Role;
import dev.millrace.core.topics.TopicCreator.Created;
import dev.millrace.core.topics.TopicLine.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Looks at the topics that a connector needs, and creates those that are missing. Changes and deletes nothing that exists. */
public final class TopicSurvey {
    private final KafkaConfig kafka;
    private final TopicsConfig config;
    private final BrokerCalls calls;
    private final List<NeededTopic> needed;

    /**
     * @param admin opens a client, which the survey closes; each of its answers is awaited for 15 s
     * @param explanation what is thrown when there is no answer, by its cause
     */
    public TopicSurvey(
            KafkaConfig kafka,
            TopicsConfig config,
            Supplier<Admin> admin,
            Function<@Nullable Throwable, RuntimeException> explanation) {
        this.kafka = kafka;
        this.config = config;
        this.calls = new BrokerCalls(admin, explanation);
        this.needed = NeededTopic.of(kafka);
    }

    /**
     * What is there.
     *
     * @throws dev.millrace.core.config.UnreachableException when no broker answers
     * @throws dev.millrace.core.config.ConfigurationException when the broker refuses the connector altogether
     */
    public TopicReport look() {
        return calls.with(admin -> report(new TopicCatalog(admin, calls).look(needed), Map.of()));
    }

    /**
     * Creates what is missing, and gives what is there then.
     *
     * @throws dev.millrace.core.config.UnreachableException as {@link #look}
     * @throws dev.millrace.core.config.ConfigurationException as {@link #look}
     */
    public TopicReport createMissing(Set<Role> roles) {
        return calls.with(admin -> {
            TopicCreator creator = new TopicCreator(admin, calls, new TopicPlan(config));
            Map<String, Created> creations = new HashMap<>();
            ClusterView cluster = new TopicCatalog(admin, calls).look(needed);
            // Sources first: the largest record of each decides on the topic for its letters.
            for (Role role : List.of(Role.SOURCE, Role.DEAD_LETTERS)) {
                cluster = creator.create(
                        needed, cluster, topic -> topic.role() == role && roles.contains(role), creations);
            }
            return report(cluster, creations);
        });
    }

    private TopicReport report(ClusterView cluster, Map<String, Created> creations) {
        TopicChecks checks = new TopicChecks(kafka, config, cluster);
        TopicPlan plan = new TopicPlan(config);
        return new TopicReport(needed.stream()
                .map(topic -> line(topic, cluster, checks, plan, creations))
                .toList());
    }

    private static TopicLine line(
            NeededTopic topic,
            ClusterView cluster,
            TopicChecks checks,
            TopicPlan plan,
            Map<String, Created> creations) {
        Created creation = creations.get(topic.name());
        FoundTopic found = cluster.topic(topic.name());
        List<Finding> findings = checks.check(topic);
        if (creation instanceof Created.Refused refused) {
            findings = List.of(refused(topic, refused.refusal()));
        } else if (creation != null && found instanceof FoundTopic.Missing) {
            findings = List.of();
        }
        Origin origin = creation instanceof Created.Done ? Origin.CREATED : Origin.FOUND;
        return new TopicLine(topic, found, origin, findings, plan.words(topic, cluster));
    }

    private static Finding refused(NeededTopic topic, String refusal) {
        return new Finding(
                Finding.Severity.ERROR,
                topic.name(),
                new Problem(
                        ProblemCode.BROKER_REFUSED,
                        "topics",
                        "the broker refused to create " + topic.name() + ": " + refusal,
                        "create it as a user who may ('millrace topics --apply'), or mend what the broker's policy asks"
                                + " for"));
    }
}
