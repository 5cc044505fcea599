package dev.millrace.core.engine;

import dev.millrace.core.observe.ConnectorMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what the target's progress covers, and nothing else. A commit that fails is not lost: the next one carries its offsets again, since only an
 * acknowledged offset counts as committed. For the poll loop's thread; Kafka calls the callbacks there too.
 */
final class Commits {
    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    private final Consumer<byte[], byte[]> consumer;
    private final ConnectorMetrics metrics;
    private final LongSupplier nanoClock;
    private final long intervalNanos;
    private long lastNanos;
    private boolean underWay;

    Commits(Consumer<byte[], byte[]> consumer, ConnectorMetrics metrics, LongSupplier nanoClock, Duration interval) {
        this.consumer = consumer;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
        this.intervalNanos = interval.toNanos();
        this.lastNanos = nanoClock.getAsLong() - intervalNanos;
    }

    /** Commits without waiting, if the interval has passed, nothing is under way and there is something to commit. */
    void commitIfDue(Collection<Assignment> assignments) {
        long now = nanoClock.getAsLong();
        if (underWay || now - lastNanos < intervalNanos) {
            return;
        }
        Map<Assignment, Long> advanced = advanced(assignments);
        if (advanced.isEmpty()) {
            return;
        }
        lastNanos = now;
        underWay = true;
        consumer.commitAsync(offsets(advanced), (offsets, failure) -> {
            underWay = false;
            if (failure == null) {
                done(advanced, now);
            } else {
                LOG.info("a commit is deferred: {}", failure.getClass().getSimpleName());
            }
        });
    }

    /**
     * Commits and waits. A failure is logged and not thrown: the records are delivered again, which is harmless.
     *
     * @param budget longest time to wait
     */
    void commitNow(Collection<Assignment> assignments, Duration budget) {
        Map<Assignment, Long> advanced = advanced(assignments);
        if (advanced.isEmpty()) {
            return;
        }
        long start = nanoClock.getAsLong();
        try {
            commitThroughWakeup(offsets(advanced), budget);
            done(advanced, start);
        } catch (KafkaException failure) {
            LOG.warn(
                    "the last commit of {} partitions failed, their records come again: {}",
                    advanced.size(),
                    failure.getClass().getSimpleName());
        }
    }

    /** A request to stop that no poll has taken would end the very commit that stopping waits for. */
    private void commitThroughWakeup(Map<TopicPartition, OffsetAndMetadata> offsets, Duration budget) {
        try {
            consumer.commitSync(offsets, budget);
        } catch (WakeupException stopping) {
            consumer.commitSync(offsets, budget);
        }
    }

    private static Map<Assignment, Long> advanced(Collection<Assignment> assignments) {
        Map<Assignment, Long> advanced = new HashMap<>();
        for (Assignment assignment : assignments) {
            long covered = assignment.covered().orElse(0);
            if (assignment.isBegun() && !assignment.hasGap() && covered > assignment.committed()) {
                advanced.put(assignment, covered);
            }
        }
        return advanced;
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Map<Assignment, Long> advanced) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        advanced.forEach((assignment, offset) -> offsets.put(
                assignment.partition(),
                CommitMetadata.of(offset, assignment.topicId().orElseThrow())));
        return offsets;
    }

    private void done(Map<Assignment, Long> advanced, long startNanos) {
        advanced.forEach(Assignment::committed);
        metrics.committed(Duration.ofNanos(nanoClock.getAsLong() - startNanos));
    }
}
