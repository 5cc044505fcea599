package dev.millrace.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A topic and its group: the log with its gaps, who owns which partition, and what is committed. */
final class SimulatedBroker {
    /** A record of the log and the message that it carries. */
    record Entry(
            ConsumerRecord<byte[], byte[]> record, SimulatedWorkload.Event event, boolean afterGap, boolean duplicate) {
        long offset() {
            return record.offset();
        }

        long bytes() {
            return (long) Math.max(0, record.serializedKeySize()) + record.serializedValueSize();
        }
    }

    private static final class Partition {
        private final TopicPartition id;
        private final List<Entry> log = new ArrayList<>();
        private long beginning;
        private long end;
        private long committed;
        private @Nullable SimulatedMember owner;
        private @Nullable SimulatedMember wanted;

        Partition(TopicPartition id) {
            this.id = id;
        }
    }

    /** A member that died and whose session is not over. */
    private record Silent(SimulatedMember member, long untilNanos) {}

    private static final long LONGEST_SESSION_NANOS = 300_000_000L;

    private final Random random;
    private final LongSupplier nanos;
    private final SimulationSettings.Protocol protocol;
    private final List<Partition> partitions = new ArrayList<>();
    private final List<SimulatedMember> members = new ArrayList<>();
    private final List<Silent> silent = new ArrayList<>();
    private long generation;
    private long commitsFailUntil;
    private boolean storeWasSetBack;

    SimulatedBroker(Random random, LongSupplier nanos, SimulationSettings.Protocol protocol) {
        this.random = random;
        this.nanos = nanos;
        this.protocol = protocol;
        for (int i = 0; i < SimulationSettings.PARTITIONS; i++) {
            partitions.add(new Partition(new TopicPartition("bank", i)));
        }
    }

    Random random() {
        return random;
    }

    SimulationSettings.Protocol protocol() {
        return protocol;
    }

    private Partition of(TopicPartition partition) {
        return partitions.get(partition.partition());
    }

    void append(SimulatedWorkload.Event event) {
        Partition partition = partitions.get(event.partition());
        int gap = random.nextInt(8) == 0 ? random.nextInt(1, 5) : 0;
        long offset = partition.end + gap;
        byte[] key = event.key().map(Samples::bytes).orElse(null);
        byte[] value = event.value();
        boolean duplicate = event.isAppended();
        event.appended(offset);
        partition.log.add(new Entry(
                new ConsumerRecord<>(
                        partition.id.topic(),
                        partition.id.partition(),
                        offset,
                        0,
                        TimestampType.CREATE_TIME,
                        key == null ? ConsumerRecord.NULL_SIZE : key.length,
                        value.length,
                        key,
                        value,
                        new RecordHeaders(),
                        Optional.empty()),
                event,
                gap > 0,
                duplicate));
        partition.end = offset + 1;
    }

    /** The ends of transactions: offsets without a record. */
    void appendMarkers() {
        partitions.forEach(partition -> partition.end++);
    }

    /** The place in the log of the first record at or after an offset. */
    private static int indexOf(Partition partition, long offset) {
        int low = 0;
        int high = partition.log.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (partition.log.get(middle).offset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    List<Entry> read(TopicPartition id, long from, int most) {
        Partition partition = of(id);
        int first = indexOf(partition, from);
        return partition.log.subList(first, Math.min(partition.log.size(), first + most));
    }

    List<Entry> between(TopicPartition id, long from, long to) {
        Partition partition = of(id);
        return partition.log.subList(indexOf(partition, from), indexOf(partition, to));
    }

    long beginning(TopicPartition partition) {
        return of(partition).beginning;
    }

    /** Retention takes what is about to be needed, of a partition that the group has begun with: a fresh one takes what there is. */
    void cutLog() {
        Partition partition = partitions.get(random.nextInt(partitions.size()));
        if (partition.committed > 0) {
            long cut = Math.min(partition.end, partition.committed + random.nextInt(1, 6));
            partition.beginning = Math.max(partition.beginning, cut);
        }
    }

    boolean isAnyLogCut() {
        return partitions.stream().anyMatch(partition -> partition.beginning > 0);
    }

    /** Everything is there again, as if the tables had been loaded anew. */
    void restoreLog() {
        partitions.forEach(partition -> partition.beginning = 0);
    }

    /** From now on commits may go back, since the store did. */
    void storeWasSetBack() {
        storeWasSetBack = true;
    }

    boolean isStoreSetBack() {
        return storeWasSetBack;
    }

    List<TopicPartition> partitions() {
        return partitions.stream().map(partition -> partition.id).toList();
    }

    long end(TopicPartition partition) {
        return of(partition).end;
    }

    long committed(TopicPartition partition) {
        return of(partition).committed;
    }

    boolean isAllCommitted() {
        for (Partition partition : partitions) {
            if (partition.committed != partition.end) {
                return false;
            }
        }
        return true;
    }

    void join(SimulatedMember member) {
        members.add(member);
        assignAnew();
    }

    boolean isMember(SimulatedMember member) {
        return members.contains(member);
    }

    void left(SimulatedMember member) {
        if (members.remove(member)) {
            partitions.forEach(partition -> {
                if (partition.owner == member) {
                    partition.owner = null;
                }
            });
            assignAnew();
        }
    }

    /** It says nothing any more: the group goes on without it when its session is over. */
    void died(SimulatedMember member) {
        silent.add(new Silent(member, nanos.getAsLong() + random.nextLong(LONGEST_SESSION_NANOS)));
    }

    void endSessions() {
        while (!silent.isEmpty() && silent.get(0).untilNanos() <= nanos.getAsLong()) {
            left(silent.remove(0).member());
        }
    }

    long nextNanos() {
        return silent.isEmpty() ? Long.MAX_VALUE : silent.get(0).untilNanos();
    }

    /** Gives each partition to any member. */
    void assignAnew() {
        generation++;
        for (Partition partition : partitions) {
            partition.wanted = members.isEmpty() ? null : members.get(random.nextInt(members.size()));
        }
    }

    long generation() {
        return generation;
    }

    /** Whether everybody has given up what an earlier generation had. */
    boolean isEverybodyReady() {
        for (SimulatedMember member : members) {
            if (member.revokedIn() < generation) {
                return false;
            }
        }
        return true;
    }

    Set<TopicPartition> assignmentOf(SimulatedMember member) {
        Set<TopicPartition> given = inOrder();
        for (Partition partition : partitions) {
            if (partition.wanted == member) {
                given.add(partition.id);
            }
        }
        return given;
    }

    static Set<TopicPartition> inOrder() {
        return new TreeSet<>((a, b) -> Integer.compare(a.partition(), b.partition()));
    }

    boolean isFree(TopicPartition partition) {
        return of(partition).owner == null;
    }

    boolean isOwner(SimulatedMember member, TopicPartition partition) {
        return of(partition).owner == member;
    }

    void taken(SimulatedMember member, Set<TopicPartition> taken) {
        taken.forEach(partition -> of(partition).owner = member);
    }

    void released(SimulatedMember member, Set<TopicPartition> released) {
        for (TopicPartition partition : released) {
            if (isOwner(member, partition)) {
                of(partition).owner = null;
            }
        }
    }

    void failCommits(long untilNanos) {
        commitsFailUntil = untilNanos;
    }

    void commit(TopicPartition partition, long offset) {
        of(partition).committed = offset;
    }

    /** What the coordinator says to a commit; only owners may. A commit that times out may be stored all the same. */
    Optional<RuntimeException> refusal(SimulatedMember member, Set<TopicPartition> committing) {
        for (TopicPartition partition : committing) {
            if (!isOwner(member, partition)) {
                return Optional.of(new CommitFailedException("not a member any more"));
            }
        }
        if (member.isJoining() && protocol != SimulationSettings.Protocol.CONSUMER && random.nextBoolean()) {
            return Optional.of(new RebalanceInProgressException());
        }
        if (nanos.getAsLong() >= commitsFailUntil || random.nextInt(4) == 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (random.nextInt(4)) {
                    case 0 -> new RebalanceInProgressException();
                    case 1 -> new RetriableCommitFailedException("the coordinator moved");
                    case 2 -> new CommitFailedException("the generation is over");
                    default -> new TimeoutException("stored or not, nobody knows");
                });
    }
}
