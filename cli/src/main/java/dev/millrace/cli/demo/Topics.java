package dev.millrace.cli.demo;

import dev.millrace.core.failure.KafkaDeadLetters;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.simulator.delivery.ChangeTopics;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.source.SourceTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The demo's topics on the broker, and how far the connectors' groups are in them. */
final class Topics implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Admin admin;
    private final List<String> topics;

    Topics(String bootstrapServers, List<SourceTable> tables, TopicNames names) throws InterruptedException {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.topics = names.topics(tables);
        new ChangeTopics(admin, ANSWER).ensure(topics, ChangeTopics.USUAL_PARTITIONS, (short) 1);
    }

    /** Records that a group has not committed yet. */
    long lag(String group) throws InterruptedException {
        try {
            Map<TopicPartition, Long> ends = ends(topics);
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            long lag = 0;
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                OffsetAndMetadata offset = committed.get(end.getKey());
                lag += end.getValue() - (offset == null ? 0 : offset.offset());
            }
            return lag;
        } catch (ExecutionException failure) {
            throw unreachable();
        }
    }

    /** Records that were delivered into the topics. */
    long records() throws InterruptedException {
        try {
            return ends(topics).values().stream().mapToLong(Long::longValue).sum();
        } catch (ExecutionException failure) {
            throw unreachable();
        }
    }

    /** Records on the dead letter topics of a group, by topic; those without any are left out. */
    SortedMap<String, Long> deadLetters(String group) throws InterruptedException {
        try {
            Set<String> present = admin.listTopics().names().get();
            List<String> letters = topics.stream()
                    .map(topic -> KafkaDeadLetters.topicFor(topic, group))
                    .filter(present::contains)
                    .toList();
            SortedMap<String, Long> records = new TreeMap<>();
            ends(letters).forEach((partition, end) -> {
                if (end > 0) {
                    records.merge(partition.topic(), end, Long::sum);
                }
            });
            return records;
        } catch (ExecutionException failure) {
            throw unreachable();
        }
    }

    private Map<TopicPartition, Long> ends(List<String> names) throws InterruptedException, ExecutionException {
        List<TopicPartition> partitions = new ArrayList<>();
        admin.describeTopics(names)
                .allTopicNames()
                .get()
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> offset(entry.getValue())));
    }

    private static long offset(ListOffsetsResult.ListOffsetsResultInfo info) {
        return info.offset();
    }

    private static CommandFailure unreachable() {
        return new CommandFailure(
                ExitCode.UNREACHABLE,
                "the demo's broker does not answer",
                "see kafka/kafka.log in the run's directory");
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
