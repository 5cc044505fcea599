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
    private final Deque<LateAnswer> answers = new ArrayDeque<>();
    private Optional<ConsumerRebalanceListener> listener = Optional.empty();
    private boolean wakeup;
    private boolean inCallback;
    private boolean killed;
    private boolean expelled;
    private long joinedIn;
    private long revokedIn;
    private long lastPollNanos;
    private long idleUntilNanos;

    SimulatedConsumer(SimulatedBroker broker, SimulatedProcess process, SimulationAudit audit, int maxPollRecords) {
        super("none");
        this.broker = broker;
        this.process = process;
        this.audit = audit;
        this.maxPollRecords = maxPollRecords;
        this.lastPollNanos = process.nanos();
    }

    void kill() {
        killed = true;
        broker.died(this);
    }

    /** Its partitions are somebody else's; it hears of it in its next poll. */
    void expel() {
        if (!held.isEmpty() && !expelled) {
            process.happened(SimulationFault.LOST);
            expelled = true;
        }
        broker.left(this);
    }

    private void requireAlive() {
        if (killed) {
            throw new SimulatedProcess.Died();
        }
    }

    /** Others go on, and this process may die, while the call is on its way. */
    private void onTheWay() {
        requireAlive();
        process.othersGoOn();
        requireAlive();
    }

    /** When the last poll was, or the end of the last rebalance callback. */
    long lastPollNanos() {
        return inCallback ? process.nanos() : lastPollNanos;
    }

    void excuse() {
        lastPollNanos = process.nanos();
    }

    boolean isInCallback() {
        return inCallback;
    }

    boolean isFenced() {
        return expelled;
    }

    long revokedIn() {
        return revokedIn;
    }

    /** Whether a rebalance is under way that it has not gone through. */
    boolean isJoining() {
        return joinedIn < broker.generation() && !inCallback;
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
                || expelled
                || !broker.isMember(this)
                || (!answers.isEmpty() && answers.getFirst().dueNanos() <= process.nanos())
                || hasRebalanceToDo()
                || held.anyFetchable(broker);
    }

    private boolean hasRebalanceToDo() {
        if (broker.protocol() == SimulationSettings.Protocol.EAGER) {
            return revokedIn < broker.generation() || (joinedIn < broker.generation() && broker.isEverybodyReady());
        }
        return joinedIn < broker.generation() || !freeOnes().isEmpty();
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener toCall) {
        listener = Optional.of(toCall);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        requireAlive();
        audit.polling();
        lastPollNanos = process.nanos();
        requireNotWokenUp();
        answerCommits();
        rebalance();
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
            if (answer.generation() != joinedIn) {
                process.happened(SimulationFault.COMMIT_ANSWERED_LATE);
            }
            answer.callback().run();
        }
    }

    private void rebalance() {
        if (expelled) {
            Set<TopicPartition> lost = held.partitions();
            lose(lost);
        }
        if (!broker.isMember(this)) {
            broker.join(this);
        }
        switch (broker.protocol()) {
            case EAGER -> giveUpEverything();
            case COOPERATIVE -> giveUpAndTake(SimulationSettings.PARTITIONS);
            case CONSUMER -> giveUpAndTake(1);
        }
    }

    private void giveUpEverything() {
        long generation = broker.generation();
        if (revokedIn < generation) {
            revoke(held.partitions());
            revokedIn = generation;
        }
        if (joinedIn < generation && generation == broker.generation() && broker.isEverybodyReady()) {
            joinedIn = generation;
            assign(broker.assignmentOf(this));
        }
    }

    private void giveUpAndTake(int atOnce) {
        boolean joins = joinedIn < broker.generation();
        revokedIn = broker.generation();
        Set<TopicPartition> unwanted = held.partitions();
        unwanted.removeAll(broker.assignmentOf(this));
        revoke(first(unwanted, atOnce));
        if (unwanted.size() <= atOnce) {
            joinedIn = revokedIn;
        }
        Set<TopicPartition> added = first(freeOnes(), atOnce);
        if (!added.isEmpty() || (joins && broker.protocol() == SimulationSettings.Protocol.COOPERATIVE)) {
            assign(added);
        }
    }

    private Set<TopicPartition> freeOnes() {
        Set<TopicPartition> free = broker.assignmentOf(this);
        free.removeIf(partition -> held.has(partition) || !broker.isFree(partition));
        return free;
    }

    private static Set<TopicPartition> first(Set<TopicPartition> partitions, int most) {
        Set<TopicPartition> few = SimulatedBroker.inOrder();
        partitions.stream().limit(most).forEach(few::add);
        return few;
    }

    private void revoke(Set<TopicPartition> revoked) {
        if (revoked.isEmpty()) {
            return;
        }
        process.happened(SimulationFault.REBALANCE);
        call(() -> {
            held.leave(revoked);
            listener.orElseThrow().onPartitionsRevoked(revoked);
        });
        held.forget(revoked);
        broker.released(this, revoked);
    }

    private void lose(Set<TopicPartition> lost) {
        call(() -> {
            expelled = false;
            held.forget(lost);
            listener.orElseThrow().onPartitionsLost(lost);
        });
    }

    private void assign(Set<TopicPartition> added) {
        for (TopicPartition partition : added) {
            held.take(partition, broker.committed(partition), audit.epoch());
        }
        broker.taken(this, added);
        call(() -> listener.orElseThrow().onPartitionsAssigned(added));
    }

    private void call(Runnable callback) {
        long start = process.nanos();
        inCallback = true;
        process.othersGoOn();
        requireAlive();
        callback.run();
        process.othersGoOn();
        requireAlive();
        inCallback = false;
        audit.calledBack(process.nanos() - start);
    }

    private ConsumerRecords<byte[], byte[]> fetch() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        audit.fetching();
        int left = broker.random().nextInt(1, maxPollRecords + 1);
        for (SimulatedPartitions.Held partition : held.shuffled(broker.random())) {
            if (partition.isPaused() || left == 0) {
                continue;
            }
            if (partition.position() < broker.beginning(partition.id())) {
                throw new OffsetOutOfRangeException(Map.of(partition.id(), partition.position()));
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

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        onTheWay();
        requireNotWokenUp();
        Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
        for (TopicPartition partition : partitions) {
            known.put(partition, new OffsetAndMetadata(broker.committed(partition)));
        }
        return known;
    }

    @Override
    public long position(TopicPartition partition) {
        requireNotWokenUp();
        return held.of(partition).position();
    }

    @Override
    public void seekToBeginning(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> held.of(partition).moveTo(broker.beginning(partition)));
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
        answers.addLast(new LateAnswer(due, joinedIn, () -> callback.onComplete(offsets, failure.orElse(null))));
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
                requireAlive();
            }
            throw failure.get();
        }
    }

    private Optional<RuntimeException> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) ->
                audit.committing(held.of(partition), broker.committed(partition), offset.offset()));
        Optional<RuntimeException> failure = broker.refusal(this, offsets.keySet());
        failure.ifPresent(process::commitFailed);
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
        Set<TopicPartition> left = held.partitions();
        if (!left.isEmpty() && expelled) {
            lose(left);
        } else {
            revoke(left);
        }
        broker.left(this);
    }
}
