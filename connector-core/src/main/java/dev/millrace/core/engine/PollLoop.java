package dev.millrace.core.engine;

import dev.millrace.core.failure.Breaker;
import dev.millrace.core.failure.DeadLetters;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
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
 * everything here.
 */
final class PollLoop {
    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(200);
    private static final Duration BUSY_POLL = Duration.ofMillis(20);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Lanes lanes;
    private final EngineState state;
    private final Signal progress;
    private final EngineSettings settings;
    private final Partitions partitions;
    private final ProgressAsker asker;
    private final Commits commits;
    private final DeadLetters deadLetters;
    private final ConnectorMetrics metrics;
    private final LongSupplier nanoClock;
    private final Pauses pauses;
    private final Intake intake;
    private final StatusBoard board;
    private final Rebalances rebalances;

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
        this.settings = settings;
        this.partitions = partitions;
        this.asker = asker;
        this.commits = commits;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
        this.pauses = new Pauses(consumer);
        this.intake = new Intake(state, breaker, partitions, pauses, settings);
        this.board = new StatusBoard(consumer, pauses, lanes, breaker, state, metrics, health, nanoClock);
        this.rebalances = new Rebalances(
                consumer,
                state,
                progress,
                breaker,
                settings.revokeBudget(),
                partitions,
                pauses,
                intake,
                asker,
                commits,
                board,
                metrics,
                health,
                nanoClock);
    }

    /** For the subscription: what comes and goes. */
    ConsumerRebalanceListener rebalances() {
        return rebalances;
    }

    /** One turn: polls where there is room for more, else waits a little for settlements and keeps the membership. */
    void step() throws InterruptedException {
        deadLetters.retryFailed();
        long seen = progress.seen();
        partitions.lookAtTopics();
        asker.turn();
        commits.commitIfDue(partitions.all());
        if (intake.adjust()) {
            poll(intake.polls() == 0 ? IDLE_POLL : BUSY_POLL);
        } else {
            progress.await(seen, LONGEST_WAIT);
            intake.adjust();
            // In any case: pauses may come and go with every turn.
            poll(Duration.ZERO);
        }
        metrics.polled();
        board.turned(partitions.all(), intake.polls());
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

    /**
     * Waits for what is in flight, at most for the budget, and commits what is settled. Keeps the membership meanwhile.
     *
     * @return how many records stay behind what can be committed: they come again
     */
    int drainAndCommit(Duration budget) throws InterruptedException {
        Countdown drain = new Countdown(nanoClock, budget);
        intake.drain();
        intake.adjust();
        while (state.failure().isEmpty() && state.halted().isEmpty() && !isDrained()) {
            long seen = progress.seen();
            if (drain.isOver()) {
                break;
            }
            deadLetters.retryFailed();
            asker.turn();
            if (!isDrained()) {
                progress.await(seen, drain.leftAtMost(LONGEST_WAIT));
            }
            pollThroughWakeup();
        }
        if (state.failure().isEmpty()) {
            Countdown rest = new Countdown(nanoClock, settings.revokeBudget());
            asker.raiseNow(partitions.all(), settings.revokeBudget());
            commits.commitNow(partitions.all(), rest.left());
        }
        return partitions.all().stream()
                .mapToInt(assignment -> assignment.frontier().size())
                .sum();
    }

    private void pollThroughWakeup() {
        try {
            poll(Duration.ZERO);
        } catch (WakeupException stopping) {
            LOG.debug("woken up while draining to stop");
        }
        metrics.polled();
        board.turned(partitions.all(), intake.polls());
    }

    private void handOut(ConsumerRecords<byte[], byte[]> polled) {
        if (!polled.isEmpty()) {
            metrics.received();
            PollBatch batch = new PollBatch(polled, partitions.byPartition(), nanoClock.getAsLong());
            intake.took(batch);
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

    /** Why nothing is fetched from the partition; empty while something may be. */
    Optional<PauseReason> pausedFor(TopicPartition partition) {
        return pauses.reason(partition);
    }

    /** Whether nothing that was polled keeps the pipeline busy. */
    boolean isIdle() {
        return intake.isIdle();
    }

    /** Positions and reasons, for messages: no payload. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(intake.polls() + " polls in flight");
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
