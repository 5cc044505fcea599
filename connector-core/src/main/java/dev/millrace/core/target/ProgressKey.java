package dev.millrace.core.target;

/**
 * Whose progress: that of one consumer group in one partition. A cluster that takes another's place, or a topic that was made anew,
 * has another key, since their offsets mean other records.
 *
 * @param cluster the Kafka cluster's id
 * @param topic its name: one that was made anew is known by it
 * @param topicId its id as text
 */
public record ProgressKey(String group, String cluster, String topic, String topicId, int partition) {}
