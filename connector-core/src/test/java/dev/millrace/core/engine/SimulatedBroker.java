package dev.millrace.core.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A topic and its group: the log with its gaps, who owns which partition, and what is committed. */
final class SimulatedBroker {
    /** Looks at every commit before it counts. */
    interface CommitCheck {
        void committing(TopicPartition partition, long from, long to);
    }

    private final Random random;
    private final LongSupplier nanos;
    private final CommitCheck check;
    private final boolean eager;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> beginnings = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<TopicPartition, SimulatedConsumer> owners = new HashMap<>();
    private final Map<TopicPartition, SimulatedConsumer> wanted = new HashMap<>();
    private final Map<SimulatedConsumer, Set<TopicPartition>> lost = new HashMap<>();
    private final List<SimulatedConsumer> members = new ArrayList<>();
    private double commitFailures;

    SimulatedBroker(Random random, LongSupplier nanos, CommitCheck check, boolean eager, int partitions) {
        this.random = random;
        this.nanos = nanos;
        this.check = check;
        this.eager = eager;
        for (int i = 0; i < partitions; i++) {
            TopicPartition partition = new TopicPartition("bank", i);
            log.put(partition, new ArrayList<>());
            ends.put(partition, 0L);
            committed.put(partition, 0L);
        }
    }

    Random random() {
        return random;
    }

    long nanos() {
        return nanos.getAsLong();
    }

    boolean isEager() {
        return eager;
    }

    Set<TopicPartition> partitions() {
        return log.keySet();
    }

    /** @param gap offsets before the record that no consumer sees, as compaction and transactions leave them */
    void append(TopicPartition partition, String key, String value, int gap) {
        long offset = end(partition) + gap;
        log.getOrDefault(partition, List.of()).add(Samples.consumed(partition, offset, key, value));
        ends.put(partition, offset + 1);
    }

    /** The end of a transaction: an offset without a record. */
    void appendMarker(TopicPartition partition) {
        ends.merge(partition, 1L, Long::sum);
    }

    List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, long from, int most) {
        return log.getOrDefault(partition, List.of()).stream()
                .filter(record -> record.offset() >= from)
                .limit(most)
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> between(TopicPartition partition, long from, long to) {
        return log.getOrDefault(partition, List.of()).stream()
                .filter(record -> record.offset() >= from && record.offset() < to)
                .toList();
    }

    long beginning(TopicPartition partition) {
        return beginnings.getOrDefault(partition, 0L);
    }

    /** Retention takes what is below the offset, whoever needs it. */
    void truncate(TopicPartition partition, long offset) {
        beginnings.merge(partition, offset, Math::max);
    }

    /** Everything is there again, as if the tables had been loaded anew. */
    void restoreLog() {
        beginnings.clear();
    }

    long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    long committed(TopicPartition partition) {
        return committed.getOrDefault(partition, 0L);
    }

    boolean isAllCommitted() {
        return ends.equals(committed);
    }

    List<TopicPartition> shuffled(Collection<TopicPartition> partitions) {
        List<TopicPartition> order = new ArrayList<>(partitions);
        order.sort((a, b) -> Integer.compare(a.partition(), b.partition()));
        Collections.shuffle(order, random);
        return order;
    }

    void join(SimulatedConsumer member) {
        members.add(member);
        assignAnew();
    }

    void left(SimulatedConsumer member) {
        members.remove(member);
        owners.values().removeIf(owner -> owner == member);
        assignAnew();
    }

    /** Gives each partition to any member. */
    void assignAnew() {
        wanted.clear();
        if (!members.isEmpty()) {
            partitions().forEach(partition -> wanted.put(partition, members.get(random.nextInt(members.size()))));
        }
    }

    /** Takes everything from a member without asking it: it was away for too long. */
    void expel(SimulatedConsumer member) {
        Set<TopicPartition> gone = new HashSet<>();
        owners.forEach((partition, owner) -> {
            if (owner == member) {
                gone.add(partition);
            }
        });
        owners.keySet().removeAll(gone);
        lost.computeIfAbsent(member, any -> new HashSet<>()).addAll(gone);
        assignAnew();
    }

    Set<TopicPartition> lostBy(SimulatedConsumer member) {
        @Nullable Set<TopicPartition> gone = lost.remove(member);
        return gone == null ? Set.of() : gone;
    }

    Set<TopicPartition> assignmentOf(SimulatedConsumer member) {
        Set<TopicPartition> given = new HashSet<>();
        wanted.forEach((partition, to) -> {
            if (to == member) {
                given.add(partition);
            }
        });
        return given;
    }

    /** Those that nobody owns any more. */
    Set<TopicPartition> free(Set<TopicPartition> partitions) {
        Set<TopicPartition> free = new HashSet<>(partitions);
        free.removeAll(owners.keySet());
        return free;
    }

    void taken(SimulatedConsumer member, Set<TopicPartition> partitions) {
        partitions.forEach(partition -> owners.put(partition, member));
    }

    void released(SimulatedConsumer member, Set<TopicPartition> partitions) {
        partitions.forEach(partition -> owners.remove(partition, member));
    }

    void failCommits(double share) {
        commitFailures = share;
    }

    /** What the coordinator says to a commit; only owners may. */
    Optional<Exception> commit(SimulatedConsumer member, Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (!offsets.keySet().stream().allMatch(partition -> owners.get(partition) == member)) {
            return Optional.of(new CommitFailedException("not a member any more"));
        }
        Optional<Exception> failure = Optional.empty();
        if (random.nextDouble() < commitFailures) {
            failure = Optional.of(
                    switch (random.nextInt(4)) {
                        case 0 -> new RebalanceInProgressException();
                        case 1 -> new RetriableCommitFailedException("the coordinator moved");
                        case 2 -> new CommitFailedException("the generation is over");
                        default -> new TimeoutException("stored or not, nobody knows");
                    });
        }
        if (failure.isEmpty() || (failure.get() instanceof TimeoutException && random.nextBoolean())) {
            offsets.forEach((partition, offset) -> {
                check.committing(partition, committed(partition), offset.offset());
                committed.put(partition, offset.offset());
            });
        }
        return failure;
    }
}
