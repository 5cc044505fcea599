package dev.millrace.core.topics;

import dev.millrace.core.config.KeepTime;
import dev.millrace.core.config.TopicsConfig;
import dev.millrace.core.topics.NeededTopic.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** What a missing topic is created with. Whatever the configuration leaves open is the broker's to say. */
record TopicPlan(TopicsConfig config) {
    private static final long LEAST_LETTER_BYTES = 16 << 20;
    private static final String BROKERS_TIME = "LogAppendTime";

    NewTopic topic(NeededTopic needed, ClusterView cluster) {
        TopicsConfig.Defaults wanted = wanted(needed);
        return new NewTopic(
                        needed.name(),
                        boxed(wanted.partitions()),
                        boxed(wanted.replication()).map(Integer::shortValue))
                .configs(settings(needed, cluster));
    }

    /** The same in words. */
    String words(NeededTopic needed, ClusterView cluster) {
        TopicsConfig.Defaults wanted = wanted(needed);
        List<String> words = new ArrayList<>();
        wanted.partitions().ifPresent(number -> words.add("partitions=" + number));
        wanted.replication().ifPresent(number -> words.add("replication=" + number));
        settings(needed, cluster).forEach((name, value) -> words.add(name + "=" + value));
        return String.join(", ", words) + ", all else as the broker has it";
    }

    private Map<String, String> settings(NeededTopic needed, ClusterView cluster) {
        TopicsConfig.Defaults wanted = wanted(needed);
        Map<String, String> settings = new TreeMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        wanted.minInsyncReplicas()
                .ifPresent(least -> settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(least)));
        wanted.retention()
                .ifPresent(kept -> settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(kept.toMillis())));
        if (needed.role() == Role.SOURCE) {
            // max-ahead and the retention go by a record's time.
            settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, BROKERS_TIME);
            return settings;
        }
        settings.put(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(letterBytes(cluster.settings(needed.source()))));
        if (!wanted.retention().map(KeepTime::isForever).orElse(false)) {
            // A letter has the time of its record: the retention of an old record's letter would be over at once.
            settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, BROKERS_TIME);
        }
        return settings;
    }

    /** A record that fitted its topic because it was compressed has to fit as a letter. */
    static long letterBytes(Optional<TopicSettings> source) {
        long largest = source.flatMap(TopicSettings::maxMessageBytes).orElse(0L);
        return Math.min(Integer.MAX_VALUE, Math.max(2 * largest, LEAST_LETTER_BYTES));
    }

    private TopicsConfig.Defaults wanted(NeededTopic needed) {
        return needed.role() == Role.SOURCE ? config.sources() : config.deadLetters();
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }
}
