package dev.millrace.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
import org.apache.kafka.common.errors.WakeupException;

/**
 * A member of the simulated group. Takes only the shape of Kafka's mock: everything that the engine calls is answered by the
 * simulated broker, without waiting.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // One thread.
final class SimulatedConsumer extends MockConsumer<byte[], byte[]> {
    private final SimulatedBroker broker;
    private final int maxPollRecords;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Set<TopicPartition> pausedOnes = new HashSet<>();
    private final List<Runnable> callbacks = new ArrayList<>();
    private Optional<ConsumerRebalanceListener> listener = Optional.empty();
    private boolean wakeup;
    private boolean inCallback;
    private boolean killed;
    private long lastPollNanos;

    SimulatedConsumer(SimulatedBroker broker, int maxPollRecords) {
        super("none");
        this.broker = broker;
        this.maxPollRecords = maxPollRecords;
        this.lastPollNanos = broker.nanos();
    }

    /** The process is gone: whatever still runs of it ends at its next word to the broker. */
    void kill() {
        killed = true;
        broker.expel(this);
        broker.left(this);
    }

    private void requireAlive() {
        if (killed) {
            throw new SimulatedProcess.Died();
        }
    }

    /** When the last poll was, or the end of the last rebalance callback. */
    long lastPollNanos() {
        return inCallback ? broker.nanos() : lastPollNanos;
    }

    Set<TopicPartition> owned() {
        return Set.copyOf(positions.keySet());
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener toCall) {
        listener = Optional.of(toCall);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        requireAlive();
        lastPollNanos = broker.nanos();
        if (wakeup) {
            wakeup = false;
            throw new WakeupException();
        }
        List.copyOf(callbacks).forEach(callback -> {
            callbacks.remove(callback);
            callback.run();
        });
        rebalance();
        ConsumerRecords<byte[], byte[]> fetched = fetch();
        lastPollNanos = broker.nanos();
        return fetched;
    }

    private void rebalance() {
        ConsumerRebalanceListener toCall = listener.orElseThrow();
        Set<TopicPartition> lost = new HashSet<>(broker.lostBy(this));
        lost.retainAll(positions.keySet());
        if (!lost.isEmpty()) {
            forget(lost);
            broker.released(this, lost);
            call(() -> toCall.onPartitionsLost(lost));
        }
        Set<TopicPartition> given = broker.assignmentOf(this);
        Set<TopicPartition> revoked =
                broker.isEager() && !given.equals(positions.keySet()) ? owned() : without(owned(), given);
        if (!revoked.isEmpty()) {
            call(() -> toCall.onPartitionsRevoked(revoked));
            forget(revoked);
            broker.released(this, revoked);
        }
        Set<TopicPartition> added = broker.free(without(given, owned()));
        if (!added.isEmpty()) {
            added.forEach(partition -> positions.put(partition, broker.committed(partition)));
            broker.taken(this, added);
            call(() -> toCall.onPartitionsAssigned(added));
        }
    }

    private void call(Runnable callback) {
        inCallback = true;
        callback.run();
        inCallback = false;
        requireAlive();
    }

    private void forget(Set<TopicPartition> partitions) {
        positions.keySet().removeAll(partitions);
        pausedOnes.removeAll(partitions);
    }

    private static Set<TopicPartition> without(Set<TopicPartition> all, Set<TopicPartition> those) {
        Set<TopicPartition> rest = new HashSet<>(all);
        rest.removeAll(those);
        return rest;
    }

    private ConsumerRecords<byte[], byte[]> fetch() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        positions.forEach((partition, position) -> {
            if (!pausedOnes.contains(partition) && position < broker.beginning(partition)) {
                throw new OffsetOutOfRangeException(Map.of(partition, position));
            }
        });
        int left = broker.random().nextInt(1, maxPollRecords + 1);
        for (TopicPartition partition : broker.shuffled(positions.keySet())) {
            if (pausedOnes.contains(partition) || left == 0) {
                continue;
            }
            long position = positions.getOrDefault(partition, 0L);
            List<ConsumerRecord<byte[], byte[]>> records = broker.read(partition, position, left);
            left -= records.size();
            long end = records.isEmpty() || left > 0
                    ? broker.end(partition)
                    : records.get(records.size() - 1).offset() + 1;
            if (end > position) {
                fetched.put(partition, records);
                next.put(partition, new OffsetAndMetadata(end));
                positions.put(partition, end);
            }
        }
        fetched.values().removeIf(List::isEmpty);
        return new ConsumerRecords<>(fetched, next);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
        for (TopicPartition partition : partitions) {
            if (broker.committed(partition) > 0) {
                known.put(partition, new OffsetAndMetadata(broker.committed(partition)));
            }
        }
        return known;
    }

    @Override
    public long position(TopicPartition partition) {
        return positions.getOrDefault(partition, 0L);
    }

    @Override
    public void seekToBeginning(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> positions.put(partition, broker.beginning(partition)));
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        requireOwned(Set.of(partition));
        positions.put(partition, offset);
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        requireOwned(partitions);
        pausedOnes.addAll(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        requireOwned(partitions);
        pausedOnes.removeAll(partitions);
    }

    private void requireOwned(Collection<TopicPartition> partitions) {
        if (!positions.keySet().containsAll(partitions)) {
            throw new IllegalStateException("not assigned: " + partitions);
        }
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        requireAlive();
        Optional<Exception> failure = broker.commit(this, offsets);
        callbacks.add(() -> callback.onComplete(offsets, failure.orElse(null)));
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        requireAlive();
        if (wakeup) {
            wakeup = false;
            throw new WakeupException();
        }
        broker.commit(this, offsets).ifPresent(failure -> {
            throw (RuntimeException) failure;
        });
    }

    @Override
    public OptionalLong currentLag(TopicPartition partition) {
        return OptionalLong.of(broker.end(partition) - position(partition));
    }

    @Override
    public void wakeup() {
        wakeup = true;
    }

    @Override
    public void close(CloseOptions options) {
        Set<TopicPartition> left = owned();
        if (!left.isEmpty()) {
            call(() -> listener.orElseThrow().onPartitionsRevoked(left));
        }
        broker.left(this);
    }
}
