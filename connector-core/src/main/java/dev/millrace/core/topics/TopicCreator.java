package dev.millrace.core.topics;

import dev.millrace.core.topics.FoundTopic.Missing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates missing topics. A topic that somebody else creates at the same time is as good. For one thread. */
final class TopicCreator {
    private final Admin admin;
    private final BrokerCalls calls;
    private final TopicPlan plan;

    TopicCreator(Admin admin, BrokerCalls calls, TopicPlan plan) {
        this.admin = admin;
        this.calls = calls;
        this.plan = plan;
    }

    /** What came of one topic. */
    sealed interface Created {

        /** Ours. */
        record Done() implements Created {}

        /** @param refusal the broker's error, by its class */
        record Refused(String refusal) implements Created {}
    }

    /**
     * @param creations takes what came of each topic that was missing and is not somebody else's
     * @return the cluster, now
     */
    ClusterView create(
            List<NeededTopic> needed,
            ClusterView cluster,
            Predicate<NeededTopic> wanted,
            Map<String, Created> creations) {
        List<NewTopic> topics = needed.stream()
                .filter(wanted)
                .filter(topic -> topic.isLegal() && cluster.topic(topic.name()) instanceof Missing)
                .map(topic -> plan.topic(topic, cluster))
                .toList();
        if (topics.isEmpty()) {
            return cluster;
        }
        TopicCatalog catalog = new TopicCatalog(admin, calls);
        CreateTopicsResult answers = admin.createTopics(topics);
        Map<String, FoundTopic> found = new HashMap<>();
        for (NewTopic topic : topics) {
            String name = topic.name();
            try {
                calls.answer(Objects.requireNonNull(answers.values().get(name)));
                creations.put(name, new Created.Done());
                catalog.created(name, answers).ifPresent(present -> found.put(name, present));
            } catch (BrokerRefusal refusal) {
                if (!(refusal.error() instanceof TopicExistsException)) {
                    creations.put(name, new Created.Refused(refusal.code()));
                }
            }
        }
        // Somebody else's, or ours and not to be described.
        boolean known = found.size() + refused(creations) == topics.size();
        return known ? cluster.with(found) : catalog.look(needed).with(found);
    }

    private static int refused(Map<String, Created> creations) {
        return (int) creations.values().stream()
                .filter(Created.Refused.class::isInstance)
                .count();
    }
}
