package dev.millrace.core.engine;

import dev.millrace.core.failure.Breaker;
import dev.millrace.core.failure.DeadLetters;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
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
    private final Partitions partitions;
    private final ProgressAsker asker;
    private final Commits commits;
    private final DeadLetters deadLetters;
    private final ConnectorMetrics metrics;
    private final Health health;
    private final LongSupplier nanoClock;
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
            Partitions partitions,
            ProgressAsker asker,
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
        this.partitions = partitions;
        this.asker = asker;
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
        partitions.lookAtTopics();
        asker.turn();
        commits.commitIfDue(partitions.all());
        if (applyPauses()) {
            poll(inFlight.isEmpty() ? IDLE_POLL : BUSY_POLL);
        } else {
            progress.await(seen, LONGEST_WAIT);
            applyPauses();
            // In any case: pauses may come and go with every turn.
            poll(Duration.ZERO);
        }
        metrics.polled();
        board.turned(partitions.all(), inFlight.size());
    }

    private void poll(Duration longest) {
        try {
            handOut(consumer.poll(longest));
        } catch (NoOffsetForPartitionException early) {
            // A partition without a commit, looked at before the rebalance listener could say where it starts.
            LOG.debug("no position yet for {}", early.partitions());
        } catch (OffsetOutOfRangeException gone) {
            gone.partitions().forEach(partitions::outOfRange);
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
            asker.turn();
            if (!isDrained()) {
                progress.await(seen, shorter(left, LONGEST_WAIT));
            }
            pollThroughWakeup();
        }
        if (state.failure().isEmpty()) {
            long drained = nanoClock.getAsLong();
            asker.raiseNow(partitions.all(), settings.revokeBudget());
            commits.commitNow(partitions.all(), remaining(drained, settings.revokeBudget()));
        }
    }

    private void pollThroughWakeup() {
        try {
            poll(Duration.ZERO);
        } catch (WakeupException stopping) {
            LOG.debug("woken up while draining to stop");
        }
        metrics.polled();
        board.turned(partitions.all(), inFlight.size());
    }

    private void handOut(ConsumerRecords<byte[], byte[]> polled) {
        if (!polled.isEmpty()) {
            metrics.received();
            PollBatch batch = new PollBatch(polled, partitions.byPartition(), nanoClock.getAsLong());
            inFlight.addLast(batch);
            lanes.add(batch.records());
        }
        polled.nextOffsets().forEach(this::passedTo);
    }

    private void passedTo(TopicPartition partition, OffsetAndMetadata next) {
        Assignment assignment = partitions.byPartition().get(partition);
        if (assignment != null) {
            assignment.frontier().passedTo(next.offset());
        }
    }

    private boolean isDrained() {
        boolean drained = true;
        for (Assignment assignment : partitions.all()) {
            drained &= assignment.frontier().isDrained();
        }
        return drained;
    }

    /** Pauses and resumes as it has to be now. Returns whether a poll may bring something, an assignment included. */
    private boolean applyPauses() {
        inFlight.removeIf(PollBatch::isDone);
        pauses.apply(partitions.all(), this::pauseReason);
        return partitions.all().isEmpty() || pauses.leaveRoom(partitions.all().size());
    }

    private Optional<PauseReason> pauseReason(Assignment assignment) {
        if (assignment.hasGap()) {
            return Optional.of(PauseReason.GAP);
        }
        if (!assignment.isBegun()) {
            return Optional.of(PauseReason.PROGRESS);
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
                && (frontier.size()
                                >= settings.inFlightRecords() / partitions.all().size()
                        || frontier.bytes()
                                >= settings.inFlightBytes() / partitions.all().size());
        return full ? Optional.of(PauseReason.BUDGET) : Optional.empty();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        metrics.rebalanced();
        health.joined();
        board.joined();
        if (assigned.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> committed =
                throughWakeup(() -> consumer.committed(Set.copyOf(assigned)));
        pauses.forget(assigned);
        partitions.assigned(assigned, committed);
        applyPauses();
        LOG.info("assigned {}", assigned);
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
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        metrics.rebalanced();
        long start = nanoClock.getAsLong();
        List<Assignment> ended = end(revoked);
        try {
            drainCalls(ended, settings.revokeBudget());
            asker.raiseNow(ended, remaining(start, settings.revokeBudget()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (state.failure().isEmpty()) {
            commits.commitNow(ended, remaining(start, settings.revokeBudget()));
        }
        applyPauses();
        LOG.info("revoked {}", revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        metrics.rebalanced();
        end(lost);
        health.left();
        board.left();
        LOG.warn("lost {}: nothing of them is committed", lost);
    }

    private List<Assignment> end(Collection<TopicPartition> gone) {
        pauses.forget(gone);
        return partitions.end(gone);
    }

    /** Waits for the calls of the target that carry these partitions' records; what is queued is dropped by the lanes. */
    private void drainCalls(Collection<Assignment> ended, Duration budget) throws InterruptedException {
        long start = nanoClock.getAsLong();
        // Once the lanes have stopped, nobody takes an answer any more.
        while (!state.isStopping()) {
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
        for (Assignment assignment : partitions.all()) {
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
