package dev.millrace.core.engine;

import dev.millrace.core.failure.DeadLetters;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the consumer and all state of the engine: polls, hands out, waits until everything handed out is settled, commits.
 * While it waits it goes on polling with its partitions paused, so that no outage of the target ever causes a rebalance. One
 * thread calls everything here; Kafka calls the rebalance listener on that thread, inside of a poll.
 */
final class PollLoop implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final Duration DRAINING_WAIT = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Lanes lanes;
    private final EngineState state;
    private final EngineSettings settings;
    private final Commits commits;
    private final DeadLetters deadLetters;
    private final ConnectorMetrics metrics;
    private final Health health;
    private final LongSupplier nanoClock;
    private final Map<TopicPartition, Assignment> assignments = new HashMap<>();
    private boolean paused;

    PollLoop(
            Consumer<byte[], byte[]> consumer,
            Lanes lanes,
            EngineState state,
            EngineSettings settings,
            Commits commits,
            DeadLetters deadLetters,
            ConnectorMetrics metrics,
            Health health,
            LongSupplier nanoClock) {
        this.consumer = consumer;
        this.lanes = lanes;
        this.state = state;
        this.settings = settings;
        this.commits = commits;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.health = health;
        this.nanoClock = nanoClock;
    }

    /** One turn: polls for work when everything is settled, else waits a little for settlements and keeps the membership. */
    void step() throws InterruptedException {
        deadLetters.retryFailed();
        long seen = state.progress();
        boolean drained = isDrained();
        commits.commitIfDue(assignments.values());
        if (drained) {
            resume();
            handOut(consumer.poll(IDLE_POLL));
        } else {
            pause();
            state.awaitProgress(seen, DRAINING_WAIT);
            if (!isDrained()) {
                handOut(consumer.poll(Duration.ZERO));
            }
        }
        turned();
    }

    private void turned() {
        metrics.polled();
        metrics.inFlight(inFlight());
        metrics.lag(lag());
    }

    /** Waits for what is in flight, at most for the budget, and commits what is settled. Keeps the membership meanwhile. */
    void drainAndCommit(Duration budget) throws InterruptedException {
        long start = nanoClock.getAsLong();
        pause();
        long seen = state.progress();
        while (state.failure().isEmpty() && !isDrained()) {
            Duration left = remaining(start, budget);
            if (left.isZero()) {
                break;
            }
            deadLetters.retryFailed();
            state.awaitProgress(seen, shorter(left, DRAINING_WAIT));
            seen = state.progress();
            pollPaused();
        }
        commits.commitNow(assignments.values(), settings.revokeBudget());
    }

    private void pollPaused() {
        try {
            handOut(consumer.poll(Duration.ZERO));
        } catch (WakeupException stopping) {
            LOG.debug("woken up while draining to stop");
        }
        turned();
    }

    private void handOut(ConsumerRecords<byte[], byte[]> polled) {
        long now = nanoClock.getAsLong();
        List<PendingRecord> pending = new ArrayList<>(polled.count());
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            Assignment assignment = assignments.get(new TopicPartition(record.topic(), record.partition()));
            if (assignment == null) {
                throw new IllegalStateException("a record of a partition that is not assigned: " + record.topic() + "-"
                        + record.partition() + "@" + record.offset());
            }
            PendingRecord added = new PendingRecord(assignment, record, now);
            assignment.frontier().add(added);
            pending.add(added);
        }
        polled.nextOffsets().forEach(this::passedTo);
        lanes.add(pending);
    }

    private void passedTo(TopicPartition partition, OffsetAndMetadata next) {
        Assignment assignment = assignments.get(partition);
        if (assignment != null) {
            assignment.frontier().passedTo(next.offset());
        }
    }

    private boolean isDrained() {
        boolean drained = true;
        for (Assignment assignment : assignments.values()) {
            drained &= assignment.frontier().isDrained();
        }
        return drained;
    }

    /** Of the partitions whose end the consumer has seen. */
    private long lag() {
        return assignments.keySet().stream()
                .map(consumer::currentLag)
                .mapToLong(known -> known.orElse(0))
                .sum();
    }

    private long inFlight() {
        return assignments.values().stream()
                .mapToLong(assignment -> assignment.frontier().size())
                .sum();
    }

    private void pause() {
        if (!paused) {
            consumer.pause(assignments.keySet());
            paused = true;
        }
    }

    private void resume() {
        if (paused) {
            consumer.resume(assignments.keySet());
            paused = false;
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        metrics.rebalanced();
        Map<TopicPartition, OffsetAndMetadata> committed =
                throughWakeup(() -> consumer.committed(Set.copyOf(partitions)));
        List<TopicPartition> fresh = partitions.stream()
                .filter(partition -> committed.get(partition) == null)
                .toList();
        if (!fresh.isEmpty()) {
            // Nothing was ever committed: everything that the topic still has is new. All are sought before the first
            // position
            // is asked for, since that fails as long as one partition has none; never an empty list, which means all.
            consumer.seekToBeginning(fresh);
        }
        for (TopicPartition partition : partitions) {
            long position = throughWakeup(() -> consumer.position(partition));
            assignments.put(partition, new Assignment(partition, position));
        }
        if (paused) {
            consumer.pause(partitions);
        }
        health.joined();
        LOG.info("assigned {}", partitions);
    }

    /** A request to stop that no poll has taken must not leave partitions that are assigned and not known. */
    private <T> T throughWakeup(Supplier<T> question) {
        try {
            return question.get();
        } catch (WakeupException stopping) {
            T answer = question.get();
            consumer.wakeup();
            return answer;
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        metrics.rebalanced();
        long start = nanoClock.getAsLong();
        List<Assignment> revoked = end(partitions);
        try {
            drainCalls(revoked, settings.revokeBudget());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        commits.commitNow(revoked, remaining(start, settings.revokeBudget()));
        LOG.info("revoked {}", partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        metrics.rebalanced();
        end(partitions);
        LOG.warn("lost {}: nothing of them is committed", partitions);
    }

    private List<Assignment> end(Collection<TopicPartition> partitions) {
        List<Assignment> ended = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Assignment assignment = assignments.remove(partition);
            if (assignment != null) {
                assignment.end();
                ended.add(assignment);
            }
        }
        return ended;
    }

    /** Waits for the calls of the target that carry these partitions' records; what is queued is dropped by the lanes. */
    private void drainCalls(Collection<Assignment> ended, Duration budget) throws InterruptedException {
        long start = nanoClock.getAsLong();
        while (state.failure().isEmpty() && ended.stream().anyMatch(Assignment::isBeingWritten)) {
            long seen = state.progress();
            Duration left = remaining(start, budget);
            if (left.isZero()) {
                return;
            }
            state.awaitProgress(seen, shorter(left, DRAINING_WAIT));
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Duration remaining(long startNanos, Duration budget) {
        Duration left = budget.minusNanos(nanoClock.getAsLong() - startNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
