package dev.millrace.core.topics;

import dev.millrace.core.config.KeepTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.config.TopicConfig;

/** A topic's settings as the broker told them. Brokers leave out what they do not know or do not tell: then it is empty. */
public record TopicSettings(Map<String, String> values) {
    public TopicSettings {
        values = Map.copyOf(values);
    }

    /** {@code delete}, {@code compact}, both, or none. */
    public Optional<String> cleanupPolicy() {
        return Optional.ofNullable(values.get(TopicConfig.CLEANUP_POLICY_CONFIG));
    }

    boolean isCompacted() {
        return policies().contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    /** How long a record is kept at least, unless the topic is cut by size. */
    public Optional<KeepTime> retention() {
        if (cleanupPolicy().isPresent() && !policies().contains(TopicConfig.CLEANUP_POLICY_DELETE)) {
            return Optional.of(KeepTime.FOREVER);
        }
        return number(TopicConfig.RETENTION_MS_CONFIG).map(KeepTime::ofMillis);
    }

    /** How long a record is kept at most: its segment goes as a whole, once its newest record is old enough. */
    Optional<KeepTime> longestLife() {
        KeepTime segment =
                KeepTime.ofMillis(number(TopicConfig.SEGMENT_MS_CONFIG).orElse(0L));
        return retention().map(retention -> retention.plus(segment));
    }

    /** Bytes of a partition that are kept; empty where there is no such limit. */
    OptionalLong retentionBytes() {
        long bytes = number(TopicConfig.RETENTION_BYTES_CONFIG).orElse(-1L);
        return bytes < 0 || !policies().contains(TopicConfig.CLEANUP_POLICY_DELETE)
                ? OptionalLong.empty()
                : OptionalLong.of(bytes);
    }

    public Optional<Long> minInsyncReplicas() {
        return number(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    }

    Optional<Long> maxMessageBytes() {
        return number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    }

    /** Whether a record's time is the producer's, and how far ahead of the broker's it may be. */
    Optional<KeepTime> producersTimeAhead() {
        if (!"CreateTime".equals(values.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))) {
            return Optional.empty();
        }
        return Optional.of(number(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)
                .map(KeepTime::ofMillis)
                .orElse(KeepTime.FOREVER));
    }

    private List<String> policies() {
        return Arrays.stream(cleanupPolicy().orElse("").split(",", -1))
                .map(String::trim)
                .toList();
    }

    private Optional<Long> number(String name) {
        try {
            return Optional.ofNullable(values.get(name)).map(Long::valueOf);
        } catch (NumberFormatException unknown) {
            return Optional.empty();
        }
    }
}
