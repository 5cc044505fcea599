package dev.millrace.core.topics;

import dev.millrace.core.topics.FoundTopic.Missing;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates missing topics. A topic that somebody else creates at the same time is as good. For one thread. */
final class TopicCreator {
    /** Until a broker has heard of a topic that its cluster has. */
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private static final long BETWEEN_NANOS = Duration.ofMillis(50).toNanos();

    private final Admin admin;
    private final BrokerCalls calls;
    private final TopicCatalog catalog;
    private final TopicPlan plan;

    TopicCreator(Admin admin, BrokerCalls calls, TopicPlan plan) {
        this.admin = admin;
        this.calls = calls;
        this.catalog = new TopicCatalog(admin, calls);
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
     * Creates them, and returns once the broker knows of those that are ours: whoever lists them next finds them.
     *
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
        awaitKnown(topics.stream()
                .map(NewTopic::name)
                .filter(name -> creations.get(name) instanceof Created.Done)
                .toList());
        // Somebody else's, or ours and not to be described.
        boolean known = found.size() + refused(creations) == topics.size();
        return known ? cluster.with(found) : catalog.look(needed).with(found);
    }

    /** One broker's word for all of them; a cluster that takes longer is not wrong. */
    private void awaitKnown(List<String> ours) {
        long start = System.nanoTime();
        while (!catalog.knows(ours) && System.nanoTime() - start < SPREAD.toNanos()) {
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
    }

    private static int refused(Map<String, Created> creations) {
        return (int) creations.values().stream()
                .filter(Created.Refused.class::isInstance)
                .count();
    }
}
