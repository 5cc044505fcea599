package dev.millrace.core.topics;

import dev.millrace.core.topics.FoundTopic.Missing;
import dev.millrace.core.topics.FoundTopic.Present;
import dev.millrace.core.topics.FoundTopic.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster at one moment.
 *
 * @param topics by name
 */
record ClusterView(int brokers, Map<String, FoundTopic> topics) {
    ClusterView {
        topics = Map.copyOf(topics);
    }

    FoundTopic topic(String name) {
        return topics.getOrDefault(name, new Missing());
    }

    /** With these topics as they are now. */
    ClusterView with(Map<String, FoundTopic> changed) {
        Map<String, FoundTopic> all = new HashMap<>(topics);
        all.putAll(changed);
        return new ClusterView(brokers, all);
    }

    /** Empty where the topic is missing or does not tell. */
    Optional<TopicSettings> settings(String name) {
        return topic(name) instanceof Present present && present.settings() instanceof Settings.Known known
                ? Optional.of(known.values())
                : Optional.empty();
    }
}
