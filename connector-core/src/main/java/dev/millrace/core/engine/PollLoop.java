package dev.millrace.core.engine;

import dev.millrace.core.failure.Breaker;
import dev.millrace.core.failure.DeadLetters;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the consumer and all state of the engine: polls, hands out, waits until what was handed out is settled, commits. While it
 * waits it goes on polling with its partitions paused, so that no outage of the target ever causes a rebalance. One thread calls
 * everything here; Kafka calls the rebalance listener on that thread, inside of a poll.
 */
final class PollLoop implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final Duration BUSY_POLL = Duration.ofMillis(20);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Lanes lanes;
    private final EngineState state;
    private final Signal progress;
    private final Breaker breaker;
    private final EngineSettings settings;
    private final Commits commits;
    private final DeadLetters deadLetters;
    private final ConnectorMetrics metrics;
    private final Health health;
    private final LongSupplier nanoClock;
    private final Map<TopicPartition, Assignment> assignments = new HashMap<>();
    private final Deque<PollBatch> inFlight = new ArrayDeque<>();
    private final Pauses pauses;
    private final StatusBoard board;
    private boolean draining;

    PollLoop(
            Consumer<byte[], byte[]> consumer,
            Lanes lanes,
            EngineState state,
            Signal progress,
            Breaker breaker,
            EngineSettings settings,
            Commits commits,
            DeadLetters deadLetters,
            ConnectorMetrics metrics,
            Health health,
            LongSupplier nanoClock) {
        this.consumer = consumer;
        this.lanes = lanes;
        this.state = state;
        this.progress = progress;
        this.breaker = breaker;
        this.settings = settings;
        this.commits = commits;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.health = health;
        this.nanoClock = nanoClock;
        this.pauses = new Pauses(consumer);
        this.board = new StatusBoard(consumer, pauses, lanes, breaker, state, metrics, health, nanoClock);
    }

    /** One turn: polls where there is room for more, else waits a little for settlements and keeps the membership. */
    void step() throws InterruptedException {
        deadLetters.retryFailed();
        long seen = progress.seen();
        commits.commitIfDue(assignments.values());
        if (applyPauses()) {
            poll(inFlight.isEmpty() ? IDLE_POLL : BUSY_POLL);
        } else {
            progress.await(seen, LONGEST_WAIT);
            if (!applyPauses()) {
                poll(Duration.ZERO);
            }
        }
        metrics.polled();
        board.turned(assignments.values(), inFlight.size());
    }

    private void poll(Duration longest) {
        try {
            handOut(consumer.poll(longest));
        } catch (OffsetOutOfRangeException gone) {
            gone.partitions().forEach(this::onGap);
        }
    }

    /** Waits for what is in flight, at most for the budget, and commits what is settled. Keeps the membership meanwhile. */
    void drainAndCommit(Duration budget) throws InterruptedException {
        long start = nanoClock.getAsLong();
        draining = true;
        applyPauses();
        while (state.failure().isEmpty() && state.halted().isEmpty() && !isDrained()) {
            long seen = progress.seen();
            Duration left = remaining(start, budget);
            if (left.isZero()) {
                break;
            }
            deadLetters.retryFailed();
            if (!isDrained()) {
                progress.await(seen, shorter(left, LONGEST_WAIT));
            }
            pollThroughWakeup();
        }
        if (state.failure().isEmpty()) {
            commits.commitNow(assignments.values(), settings.revokeBudget());
        }
    }

    private void pollThroughWakeup() {
        try {
            poll(Duration.ZERO);
        } catch (WakeupException stopping) {
            LOG.debug("woken up while draining to stop");
        }
        metrics.polled();
        board.turned(assignments.values(), inFlight.size());
    }

    private void handOut(ConsumerRecords<byte[], byte[]> polled) {
        if (!polled.isEmpty()) {
            metrics.received();
            PollBatch batch = new PollBatch(polled, assignments, nanoClock.getAsLong());
            inFlight.addLast(batch);
            lanes.add(batch.records());
        }
        polled.nextOffsets().forEach(this::passedTo);
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

    /** Pauses and resumes as it has to be now. Returns whether a poll may bring something, an assignment included. */
    private boolean applyPauses() {
        inFlight.removeIf(PollBatch::isDone);
        pauses.apply(assignments.values(), this::pauseReason);
        return assignments.isEmpty() || pauses.leaveRoom(assignments.size());
    }

    private Optional<PauseReason> pauseReason(Assignment assignment) {
        if (assignment.hasGap()) {
            return Optional.of(PauseReason.GAP);
        }
        if (state.halted().isPresent()) {
            return Optional.of(PauseReason.POISON_LIMIT);
        }
        if (breaker.reason().isPresent() && !inFlight.isEmpty()) {
            // With nothing in flight something has to come, or nobody would probe.
            return Optional.of(PauseReason.BREAKER);
        }
        if (draining) {
            return Optional.of(PauseReason.DRAIN);
        }
        if (inFlight.size() >= settings.pipelineDepth()) {
            return Optional.of(PauseReason.PIPELINE);
        }
        Frontier frontier = assignment.frontier();
        boolean full = !frontier.isDrained()
                && (frontier.size() >= settings.inFlightRecords() / assignments.size()
                        || frontier.bytes() >= settings.inFlightBytes() / assignments.size());
        return full ? Optional.of(PauseReason.BUDGET) : Optional.empty();
    }

    private void onGap(TopicPartition partition) {
        metrics.gap();
        Assignment assignment = assignments.get(partition);
        if (assignment == null) {
            return;
        }
        if (settings.onGap() == EngineSettings.OnGap.CONTINUE) {
            LOG.warn(
                    "{} goes on at its beginning: changes are missing before it, or its topic was made anew",
                    partition);
            consumer.seekToBeginning(List.of(partition));
            restart(assignment, consumer.position(partition));
        } else {
            LOG.error(
                    "GAP at {}: the next offset {} is below the start or past the end of the log, so changes are missing."
                            + " The partition waits. Load its tables anew, then set engine.on-gap: continue or move the"
                            + " group's offset",
                    partition,
                    assignment.frontier().position());
            assignment.foundGap();
        }
    }

    /** The same partition at another position is another assignment: what is in flight is not credited any more. */
    private void restart(Assignment former, long position) {
        former.end();
        assignments.put(former.partition(), new Assignment(former.partition(), position));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        metrics.rebalanced();
        health.joined();
        board.joined();
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> committed =
                throughWakeup(() -> consumer.committed(Set.copyOf(partitions)));
        List<TopicPartition> fresh = partitions.stream()
                .filter(partition -> committed.get(partition) == null)
                .toList();
        if (!fresh.isEmpty()) {
            // Nothing was ever committed: everything that the topic still has is new. All are sought before a position
            // is asked
            // for, since that fails as long as one partition has none; never an empty list, which means all.
            consumer.seekToBeginning(fresh);
        }
        pauses.forget(partitions);
        for (TopicPartition partition : partitions) {
            long position = throughWakeup(() -> consumer.position(partition));
            assignments.put(partition, new Assignment(partition, position));
        }
        applyPauses();
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
        if (state.failure().isEmpty()) {
            commits.commitNow(revoked, remaining(start, settings.revokeBudget()));
        }
        LOG.info("revoked {}", partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        metrics.rebalanced();
        end(partitions);
        health.left();
        board.left();
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
        pauses.forget(partitions);
        return ended;
    }

    /** Waits for the calls of the target that carry these partitions' records; what is queued is dropped by the lanes. */
    private void drainCalls(Collection<Assignment> ended, Duration budget) throws InterruptedException {
        long start = nanoClock.getAsLong();
        while (state.failure().isEmpty()) {
            long seen = progress.seen();
            Duration left = remaining(start, budget);
            // With the target gone there is nothing to wait for.
            if (left.isZero() || breaker.reason().isPresent() || ended.stream().noneMatch(Assignment::isBeingWritten)) {
                return;
            }
            progress.await(seen, shorter(left, LONGEST_WAIT));
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Duration remaining(long startNanos, Duration budget) {
        Duration left = budget.minusNanos(nanoClock.getAsLong() - startNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Why nothing is fetched from the partition; empty while something may be. */
    Optional<PauseReason> pausedFor(TopicPartition partition) {
        return pauses.reason(partition);
    }

    /** Whether nothing that was polled keeps the pipeline busy. */
    boolean isIdle() {
        return inFlight.stream().allMatch(PollBatch::isDone);
    }

    /** Positions and reasons, for messages: no payload. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(inFlight.size() + " polls in flight");
        for (Assignment assignment : assignments.values()) {
            Frontier frontier = assignment.frontier();
            text.append(", ")
                    .append(assignment.partition())
                    .append(": committed ")
                    .append(assignment.committed());
            text.append(", head ").append(frontier.head()).append(", position ").append(frontier.position());
            pauses.reason(assignment.partition())
                    .ifPresent(reason -> text.append(", paused for ").append(reason));
        }
        return text.toString();
    }
}
