package dev.millrace.core.engine;

import dev.millrace.core.target.ProgressKey;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Where records come from, as far as progress has to tell it apart.
 *
 * @param group of the consumer
 * @param cluster the Kafka cluster's id
 * @param topicIds the present ids of topics by their names, as far as they are known; asked by the poll loop, any thread may
 *     replace them
 */
public record Origin(String group, String cluster, Supplier<Map<String, String>> topicIds) {

    Optional<String> topicId(String topic) {
        return Optional.ofNullable(topicIds.get().get(topic));
    }

    ProgressKey key(TopicPartition partition, String topicId) {
        return new ProgressKey(group, cluster, partition.topic(), topicId, partition.partition());
    }
}
