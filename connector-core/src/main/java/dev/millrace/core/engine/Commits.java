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
 * Commits the heads of frontiers. A commit that fails is not lost: the next one carries its offsets again, since only an
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
        Map<Assignment, Long> heads = advanced(assignments);
        if (heads.isEmpty()) {
            return;
        }
        lastNanos = now;
        underWay = true;
        consumer.commitAsync(offsets(heads), (offsets, failure) -> {
            underWay = false;
            if (failure == null) {
                done(heads, now);
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
        Map<Assignment, Long> heads = advanced(assignments);
        if (heads.isEmpty()) {
            return;
        }
        long start = nanoClock.getAsLong();
        try {
            commitThroughWakeup(offsets(heads), budget);
            done(heads, start);
        } catch (KafkaException failure) {
            LOG.warn(
                    "the last commit of {} partitions failed, their records come again: {}",
                    heads.size(),
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
        Map<Assignment, Long> heads = new HashMap<>();
        for (Assignment assignment : assignments) {
            long head = assignment.frontier().head();
            if (head > assignment.committed()) {
                heads.put(assignment, head);
            }
        }
        return heads;
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Map<Assignment, Long> heads) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        heads.forEach((assignment, head) -> offsets.put(assignment.partition(), new OffsetAndMetadata(head)));
        return offsets;
    }

    private void done(Map<Assignment, Long> heads, long startNanos) {
        heads.forEach(Assignment::committed);
        metrics.committed(Duration.ofNanos(nanoClock.getAsLong() - startNanos));
    }
}
