package dev.millrace.core.topics;

import dev.millrace.core.config.KafkaConfig;
import dev.millrace.core.failure.KafkaDeadLetters;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A topic that the connector needs.
 *
 * @param source the topic whose dead letters it takes; itself where it is read
 */
public record NeededTopic(String name, Role role, String source) {
    static final int LONGEST_NAME = 249;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    /** What it is for. */
    public enum Role {
        SOURCE,
        DEAD_LETTERS
    }

    /** Each configured topic, followed by the one for its dead letters. */
    static List<NeededTopic> of(KafkaConfig config) {
        return config.topics().stream()
                .distinct()
                .flatMap(topic -> Stream.of(
                        new NeededTopic(topic, Role.SOURCE, topic),
                        new NeededTopic(KafkaDeadLetters.topicFor(topic, config.group()), Role.DEAD_LETTERS, topic)))
                .toList();
    }

    /** Whether Kafka takes the name. */
    boolean isLegal() {
        return name.length() <= LONGEST_NAME && NAME.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }
}
