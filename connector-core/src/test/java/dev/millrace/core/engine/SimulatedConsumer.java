package dev.millrace.core.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * A member of the simulated group. Takes only the shape of Kafka's mock: everything that the engine calls is answered by the
 * simulated broker. While it is in here, others may go on and the process may die.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // One thread.
final class SimulatedConsumer extends MockConsumer<byte[], byte[]> {
    private static final long LATEST_ANSWER_NANOS = 300_000_000L;

    private record LateAnswer(long dueNanos, long generation, Runnable callback) {}

    private final SimulatedBroker broker;
    private final SimulatedProcess process;
    private final SimulationAudit audit;
    private final int maxPollRecords;
    private final SimulatedPartitions held = new SimulatedPartitions();
    private final SimulatedMember member;
    private final Deque<LateAnswer> answers = new ArrayDeque<>();
    private boolean wakeup;
    private long lastPollNanos;
    private long idleUntilNanos;

    SimulatedConsumer(SimulatedBroker broker, SimulatedProcess process, SimulationAudit audit, int maxPollRecords) {
        super("none");
        this.broker = broker;
        this.process = process;
        this.audit = audit;
        this.maxPollRecords = maxPollRecords;
        this.member = new SimulatedMember(broker, process, audit, held);
        this.lastPollNanos = process.nanos();
    }

    /** Others go on, and this process may die, while the call is on its way. */
    private void onTheWay() {
        member.requireAlive();
        process.othersGoOn();
        member.requireAlive();
    }

    /** When the last poll was, or the end of the last rebalance callback. */
    long lastPollNanos() {
        return member.isInCallback() ? process.nanos() : lastPollNanos;
    }

    void excuse() {
        lastPollNanos = process.nanos();
    }

    SimulatedMember member() {
        return member;
    }

    SimulatedPartitions held() {
        return held;
    }

    /** When a poll that brought nothing would end by itself, on the process's clock. */
    long idleUntilNanos() {
        return idleUntilNanos;
    }

    /** Whether a poll would not wait. */
    boolean hasNews() {
        return wakeup
                || member.hasRebalanceToDo()
                || (!answers.isEmpty() && answers.getFirst().dueNanos() <= process.nanos())
                || held.anyFetchable(broker);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener toCall) {
        member.listen(toCall);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        member.requireAlive();
        audit.polling();
        lastPollNanos = process.nanos();
        requireNotWokenUp();
        answerCommits();
        member.rebalance();
        ConsumerRecords<byte[], byte[]> fetched = fetch();
        lastPollNanos = process.nanos();
        idleUntilNanos = fetched.isEmpty() ? lastPollNanos + timeout.toNanos() : lastPollNanos;
        return fetched;
    }

    private void requireNotWokenUp() {
        if (wakeup) {
            wakeup = false;
            throw new WakeupException();
        }
    }

    private void answerCommits() {
        while (!answers.isEmpty() && answers.getFirst().dueNanos() <= process.nanos()) {
            LateAnswer answer = answers.removeFirst();
            if (answer.generation() != member.joinedIn()) {
                process.happened(SimulationFault.COMMIT_ANSWERED_LATE);
            }
            answer.callback().run();
        }
    }

    private ConsumerRecords<byte[], byte[]> fetch() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        audit.fetching();
        refuseMissingOffsets();
        int left = broker.random().nextInt(1, maxPollRecords + 1);
        for (SimulatedPartitions.Held partition : held.shuffled(broker.random())) {
            if (partition.isPaused() || left == 0) {
                continue;
            }
            List<SimulatedBroker.Entry> entries = broker.read(partition.id(), partition.position(), left);
            left -= entries.size();
            long end = entries.isEmpty() || left > 0
                    ? broker.end(partition.id())
                    : entries.get(entries.size() - 1).offset() + 1;
            if (end > partition.position()) {
                next.put(partition.id(), new OffsetAndMetadata(end));
                if (!entries.isEmpty()) {
                    audit.fetched(partition, entries);
                    fetched.put(
                            partition.id(),
                            entries.stream().map(SimulatedBroker.Entry::record).toList());
                }
                partition.moveTo(end);
            }
        }
        return new ConsumerRecords<>(fetched, next);
    }

    private void refuseMissingOffsets() {
        for (SimulatedPartitions.Held partition : held.list()) {
            if (!partition.isPaused() && partition.position() < broker.beginning(partition.id())) {
                process.happened(SimulationFault.LOG_CUT);
                throw new OffsetOutOfRangeException(Map.of(partition.id(), partition.position()));
            }
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        onTheWay();
        requireNotWokenUp();
        Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
        for (TopicPartition partition : partitions) {
            if (broker.committed(partition) > 0) {
                known.put(partition, new OffsetAndMetadata(broker.committed(partition)));
            }
        }
        return known;
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        onTheWay();
        requireNotWokenUp();
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        partitions.forEach(partition -> beginnings.put(partition, broker.beginning(partition)));
        return beginnings;
    }

    @Override
    public long position(TopicPartition partition) {
        requireNotWokenUp();
        return held.of(partition).position();
    }

    @Override
    public void seekToBeginning(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> seek(partition, broker.beginning(partition)));
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        held.seek(partition, offset, audit.epoch());
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> held.of(partition).pause(true));
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> held.of(partition).pause(false));
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        onTheWay();
        Optional<RuntimeException> failure = commit(offsets);
        boolean late = broker.random().nextInt(6) == 0;
        long due = process.nanos() + (late ? broker.random().nextLong(LATEST_ANSWER_NANOS) : 0);
        if (!answers.isEmpty()) {
            due = Math.max(due, answers.getLast().dueNanos());
        }
        answers.addLast(
                new LateAnswer(due, member.joinedIn(), () -> callback.onComplete(offsets, failure.orElse(null))));
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        onTheWay();
        if (wakeup) {
            process.happened(SimulationFault.COMMIT_WAKEUP);
            requireNotWokenUp();
        }
        Optional<RuntimeException> failure = commit(offsets);
        if (failure.isPresent()) {
            if (failure.get() instanceof TimeoutException) {
                process.await(timeout);
                member.requireAlive();
            }
            throw failure.get();
        }
    }

    private Optional<RuntimeException> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) ->
                audit.committing(held.of(partition), broker.committed(partition), offset.offset()));
        Optional<RuntimeException> failure = broker.refusal(member, offsets.keySet());
        failure.map(SimulationFault::ofCommit).ifPresent(process::happened);
        boolean stored = failure.isEmpty()
                || (failure.get() instanceof TimeoutException && broker.random().nextBoolean());
        if (stored) {
            offsets.forEach((partition, offset) -> broker.commit(partition, offset.offset()));
        }
        return failure;
    }

    @Override
    public OptionalLong currentLag(TopicPartition partition) {
        return OptionalLong.of(broker.end(partition) - held.of(partition).position());
    }

    @Override
    public void wakeup() {
        wakeup = true;
    }

    @Override
    public void close(CloseOptions options) {
        member.leave();
    }
}
