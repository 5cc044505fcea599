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
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Kafka's mock with a log, and with what the real consumer does where the mock does not: a wake-up ends a commit that waits,
 * close revokes, and one may go back in the log.
 *
 * <p>Not synchronized where the mock is: a wake-up must not wait for a poll, nor everybody for a poll that rests.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // A poll that blocks must not keep others from waking it up.
final class FakeKafka extends MockConsumer<byte[], byte[]> {
    final AtomicInteger polls = new AtomicInteger();
    final List<Map<TopicPartition, Long>> commits = new CopyOnWriteArrayList<>();
    final AtomicInteger failingCommits = new AtomicInteger();
    /** What the next commits end with, one each. */
    final Queue<Supplier<RuntimeException>> commitFailures = new ConcurrentLinkedQueue<>();
    /** Callbacks of asynchronous commits, kept back while {@link #holdCallbacks}. */
    final Queue<Runnable> heldCallbacks = new ConcurrentLinkedQueue<>();

    volatile boolean holdCallbacks;

    /** What was paused when each rebalance was over, before the poll went on. */
    final List<Set<TopicPartition>> restingAfterRebalance = new CopyOnWriteArrayList<>();

    final CountDownLatch revoking = new CountDownLatch(1);
    final AtomicInteger rebalances = new AtomicInteger();
    volatile Map<TopicPartition, Long> committedAtClose = Map.of();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new ConcurrentHashMap<>();
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Runnable> committedTasks = new ConcurrentLinkedQueue<>();
    private final Set<TopicPartition> positioned = new HashSet<>();
    private final AtomicBoolean wakeup = new AtomicBoolean();
    private final Semaphore idle = new Semaphore(0);
    private Optional<ConsumerRebalanceListener> listener = Optional.empty();
    private boolean losing;
    private long mostRecords = Long.MAX_VALUE;

    FakeKafka(TopicPartition... partitions) {
        super("none");
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        for (TopicPartition partition : partitions) {
            log.put(partition, new ArrayList<>());
            beginnings.put(partition, 0L);
        }
        updateBeginningOffsets(beginnings);
    }

    /** To be called before the engine runs or inside of a poll. */
    void append(TopicPartition partition, String key, String value) {
        List<ConsumerRecord<byte[], byte[]>> records = at(partition);
        records.add(Samples.consumed(partition, records.size(), key, value));
    }

    /** The topic is another one: its log is empty. To be called inside of a poll or before the engine runs. */
    void deleteRecords(TopicPartition partition) {
        at(partition).clear();
    }

    private List<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition) {
        return log.getOrDefault(partition, List.of());
    }

    void onPoll(Runnable task) {
        tasks.add(task);
    }

    /** Gives exactly these partitions to the member in one of the next polls. */
    void assignOnPoll(TopicPartition... partitions) {
        onPoll(() -> give(List.of(partitions)));
    }

    void loseAllOnPoll() {
        onPoll(this::loseAll);
    }

    /** To be called inside of a poll. */
    void loseAll() {
        losing = true;
        give(List.of());
        losing = false;
    }

    /** Gives exactly these partitions to the member now. To be called inside of a poll. */
    void give(List<TopicPartition> partitions) {
        rebalance(partitions);
        restingAfterRebalance.add(Set.copyOf(paused()));
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata known = committed.get(partition);
            if (known != null && positioned.add(partition)) {
                // The mock itself would start at 0.
                super.seek(partition, known.offset());
            }
        }
        rebalances.incrementAndGet();
    }

    /** What the group has committed; -1 for nothing. */
    long committed(TopicPartition partition) {
        OffsetAndMetadata known = committed.get(partition);
        return known == null ? -1 : known.offset();
    }

    String metadata(TopicPartition partition) {
        OffsetAndMetadata known = committed.get(partition);
        return known == null ? "" : known.metadata();
    }

    void commit(TopicPartition partition, long offset) {
        commit(partition, offset, "");
    }

    void commit(TopicPartition partition, long offset, String metadata) {
        committed.put(partition, new OffsetAndMetadata(offset, metadata));
    }

    /** To be done when the next assignment asks for its commits. */
    void onCommitted(Runnable task) {
        committedTasks.add(task);
    }

    /** The mock itself forgets commits when it is subscribed. */
    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        Runnable task = committedTasks.poll();
        if (task != null) {
            task.run();
        }
        if (wakeup.compareAndSet(true, false)) {
            throw new WakeupException();
        }
        Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset != null) {
                known.put(partition, offset);
            }
        }
        return known;
    }

    @Override
    public synchronized void subscribe(Collection<String> topics, ConsumerRebalanceListener toCall) {
        listener = Optional.of(toCall);
        super.subscribe(topics, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                toCall.onPartitionsAssigned(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                revoking.countDown();
                positioned.removeAll(partitions);
                if (losing) {
                    toCall.onPartitionsLost(partitions);
                } else {
                    toCall.onPartitionsRevoked(partitions);
                }
                // The mock itself remembers what was paused.
                resume(List.copyOf(partitions));
            }
        });
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        polls.incrementAndGet();
        if (wakeup.compareAndSet(true, false)) {
            throw new WakeupException();
        }
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        refuseMissingOffsets();
        super.poll(timeout);
        ConsumerRecords<byte[], byte[]> records = fetch();
        if (records.isEmpty()) {
            rest();
        }
        return records;
    }

    /** The mock itself cannot go back. */
    private synchronized ConsumerRecords<byte[], byte[]> fetch() {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetched = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        long left = mostRecords;
        for (TopicPartition partition : assignment()) {
            if (paused().contains(partition)) {
                continue;
            }
            long position = position(partition);
            List<ConsumerRecord<byte[], byte[]>> records = at(partition).stream()
                    .filter(record -> record.offset() >= position)
                    .limit(left)
                    .toList();
            if (!records.isEmpty()) {
                left -= records.size();
                long end = records.get(records.size() - 1).offset() + 1;
                fetched.put(partition, records);
                next.put(partition, new OffsetAndMetadata(end));
                super.seek(partition, end);
            }
        }
        return new ConsumerRecords<>(fetched, next);
    }

    @Override
    public synchronized void setMaxPollRecords(long most) {
        mostRecords = most;
    }

    /** As the consumer does; the mock itself loses what it has taken from other partitions by then. */
    private synchronized void refuseMissingOffsets() {
        Map<TopicPartition, Long> gone = new HashMap<>();
        for (TopicPartition partition : assignment()) {
            long position = position(partition);
            if (!paused().contains(partition)
                    && (position < beginningOf(partition)
                            || position > at(partition).size())) {
                gone.put(partition, position);
            }
        }
        if (!gone.isEmpty()) {
            throw new OffsetOutOfRangeException(gone);
        }
    }

    private long beginningOf(TopicPartition partition) {
        return beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
    }

    /** A real poll waits; this one a little, so that the other threads get on. */
    private void rest() {
        try {
            if (idle.tryAcquire(200, TimeUnit.MICROSECONDS)) {
                throw new AssertionError("nobody gives permits");
            }
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    @Override
    public void wakeup() {
        wakeup.set(true);
    }

    @Override
    public synchronized void seekToBeginning(Collection<TopicPartition> partitions) {
        positioned.addAll(partitions);
        super.seekToBeginning(partitions);
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
        positioned.add(partition);
        super.seek(partition, offset);
    }

    /** The mock's own changes what it was told of the ends. */
    @Override
    public OptionalLong currentLag(TopicPartition partition) {
        return OptionalLong.of(Math.max(0, at(partition).size() - Math.max(0, committed(partition))));
    }

    @Override
    public synchronized void commitAsync(
            Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        if (failingCommits.get() > 0) {
            failingCommits.decrementAndGet();
            callback.onComplete(offsets, new RetriableCommitFailedException("the coordinator moved"));
            return;
        }
        Supplier<RuntimeException> failure = commitFailures.poll();
        if (failure != null) {
            callback.onComplete(offsets, failure.get());
            return;
        }
        store(offsets);
        if (holdCallbacks) {
            heldCallbacks.add(() -> callback.onComplete(offsets, null));
        } else {
            super.commitAsync(offsets, callback);
        }
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        if (wakeup.compareAndSet(true, false)) {
            throw new WakeupException();
        }
        Supplier<RuntimeException> thrown = commitFailures.poll();
        if (thrown != null) {
            throw thrown.get();
        }
        store(offsets);
        super.commitAsync(offsets, (stored, failure) -> {});
    }

    private void store(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, Long> commit = new HashMap<>();
        offsets.forEach((partition, offset) -> commit.put(partition, offset.offset()));
        commits.add(commit);
        committed.putAll(offsets);
    }

    @Override
    @SuppressWarnings("deprecation") // The other close ends here, and there is no other to pass it on to.
    public void close(CloseOptions options) {
        Map<TopicPartition, Long> last = new HashMap<>();
        committed.forEach((partition, offset) -> last.put(partition, offset.offset()));
        committedAtClose = Map.copyOf(last);
        Set<TopicPartition> left = Set.copyOf(assignment());
        if (!left.isEmpty()) {
            listener.ifPresent(toCall -> toCall.onPartitionsRevoked(left));
        }
        super.close(options);
    }
}
