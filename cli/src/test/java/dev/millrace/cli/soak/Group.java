package dev.millrace.cli.soak;

import static org.awaitility.Awaitility.await;

import dev.millrace.core.failure.KafkaDeadLetters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** What the broker says about a group and its topics. */
public final class Group implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Admin admin;
    private final String group;
    private final List<String> topics;

    public Group(String bootstrapServers, String group, List<String> topics) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.group = group;
        this.topics = List.copyOf(topics);
    }

    /** Sets how long the broker keeps a silent member, for groups whose sessions are its matter. */
    public void keepSilentMembers(Patience patience) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        List<AlterConfigOp> changes = List.of(
                set("consumer.session.timeout.ms", patience.session()),
                set("consumer.heartbeat.interval.ms", patience.heartbeat()));
        ask(admin.incrementalAlterConfigs(Map.of(resource, changes)).all());
    }

    private static AlterConfigOp set(String name, Duration value) {
        return new AlterConfigOp(new ConfigEntry(name, Long.toString(value.toMillis())), AlterConfigOp.OpType.SET);
    }

    /** Records that the group has not committed yet. */
    public long lag() throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed =
                ask(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> end : ends(topics).entrySet()) {
            OffsetAndMetadata offset = committed.get(end.getKey());
            lag += end.getValue() - (offset == null ? 0 : offset.offset());
        }
        return lag;
    }

    /** Offsets that the group has committed, added up, of the partitions from this number on. */
    public long committedFrom(int partition) throws InterruptedException {
        return ask(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).entrySet().stream()
                .filter(entry -> entry.getKey().partition() >= partition)
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    /** Waits until so many members share all partitions, and none is about to move. */
    public void awaitShared(int members) {
        await("shared by all")
                .atMost(ANSWER)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    ConsumerGroupDescription found = ask(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .values()
                            .iterator()
                            .next());
                    List<Integer> shares = found.members().stream()
                            .map(member -> member.assignment().topicPartitions().size())
                            .toList();
                    return found.groupState() == GroupState.STABLE
                            && shares.size() == members
                            && !shares.contains(0)
                            && shares.stream().mapToInt(Integer::intValue).sum() == partitions();
                });
    }

    /** Records on the dead letter topics. */
    public long deadLetters() throws InterruptedException {
        Set<String> present = ask(admin.listTopics().names());
        List<String> letters = topics.stream()
                .map(topic -> KafkaDeadLetters.topicFor(topic, group))
                .filter(present::contains)
                .toList();
        return ends(letters).values().stream().mapToLong(Long::longValue).sum();
    }

    public void raisePartitions(int count) throws InterruptedException {
        ask(admin.createPartitions(topics.stream()
                        .collect(Collectors.toMap(topic -> topic, topic -> NewPartitions.increaseTo(count))))
                .all());
        // Until their leaders answer, they take no records.
        ends(topics);
    }

    /** Of all topics together. */
    public int partitions() throws InterruptedException {
        return partitionsOf(topics).size();
    }

    private List<TopicPartition> partitionsOf(Collection<String> names) throws InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        ask(admin.describeTopics(names).allTopicNames())
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
        return partitions;
    }

    private Map<TopicPartition, Long> ends(Collection<String> names) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitionsOf(names).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        ask(admin.listOffsets(latest).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static <T> T ask(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new AssertionError("the broker did not answer", failure);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
