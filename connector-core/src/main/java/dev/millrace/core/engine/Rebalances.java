package dev.millrace.core.engine;

import dev.millrace.core.failure.Breaker;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes partitions on and gives them up. Revoked: waits for the calls in flight, commits, forgets. Lost: forgets. Kafka calls it on
 * the poll loop's thread, inside of a poll.
 */
final class Rebalances implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Rebalances.class);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final EngineState state;
    private final Signal progress;
    private final Breaker breaker;
    private final Duration revokeBudget;
    private final Partitions partitions;
    private final Pauses pauses;
    private final Intake intake;
    private final ProgressAsker asker;
    private final Commits commits;
    private final StatusBoard board;
    private final ConnectorMetrics metrics;
    private final Health health;
    private final LongSupplier nanoClock;

    /** @param revokeBudget longest time in a callback */
    Rebalances(
            Consumer<byte[], byte[]> consumer,
            EngineState state,
            Signal progress,
            Breaker breaker,
            Duration revokeBudget,
            Partitions partitions,
            Pauses pauses,
            Intake intake,
            ProgressAsker asker,
            Commits commits,
            StatusBoard board,
            ConnectorMetrics metrics,
            Health health,
            LongSupplier nanoClock) {
        this.consumer = consumer;
        this.state = state;
        this.progress = progress;
        this.breaker = breaker;
        this.revokeBudget = revokeBudget;
        this.partitions = partitions;
        this.pauses = pauses;
        this.intake = intake;
        this.asker = asker;
        this.commits = commits;
        this.board = board;
        this.metrics = metrics;
        this.health = health;
        this.nanoClock = nanoClock;
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
        intake.adjust();
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
        Countdown budget = new Countdown(nanoClock, revokeBudget);
        List<Assignment> ended = end(revoked);
        try {
            drainCalls(ended, budget);
            asker.raiseNow(ended, budget.left());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (state.failure().isEmpty()) {
            commits.commitNow(ended, budget.left());
        }
        intake.adjust();
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
    private void drainCalls(Collection<Assignment> ended, Countdown budget) throws InterruptedException {
        // Once the lanes have stopped, nobody takes an answer any more.
        while (!state.isStopping()) {
            long seen = progress.seen();
            // With the target gone there is nothing to wait for.
            if (budget.isOver()
                    || breaker.reason().isPresent()
                    || ended.stream().noneMatch(Assignment::isBeingWritten)) {
                return;
            }
            progress.await(seen, budget.leftAtMost(LONGEST_WAIT));
        }
    }
}
