package dev.millrace.core.engine;

import dev.millrace.core.format.SourceRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record between its poll and its settlement. It belongs to one assignment of its partition for good: an answer that comes
 * after the partition went away marks an object that nobody reads any more (the idea is LINE Decaton's).
 *
 * <p>Thread safety: {@code outcome} is written once by whoever settles the record (a lane, or the dead letter producer) and
 * read by the poll loop; everything else is immutable.
 */
final class PendingRecord implements SourceRecord {
    private final Assignment assignment;
    private final ConsumerRecord<byte[], byte[]> record;
    private final long handedOutNanos;
    private volatile @Nullable Settlement outcome;

    PendingRecord(Assignment assignment, ConsumerRecord<byte[], byte[]> record, long handedOutNanos) {
        this.assignment = assignment;
        this.record = record;
        this.handedOutNanos = handedOutNanos;
    }

    Assignment assignment() {
        return assignment;
    }

    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    /** When the poll loop took it, on the nanosecond clock. */
    long handedOutNanos() {
        return handedOutNanos;
    }

    @Override
    public long offset() {
        return record.offset();
    }

    @Override
    public long timestampMillis() {
        return record.timestamp();
    }

    @Override
    public byte @Nullable [] value() {
        return record.value();
    }

    boolean isSettled() {
        return outcome != null;
    }

    /** Settles the record. A second settlement is a defect of the caller and says so. */
    void settle(Settlement how) {
        if (outcome != null) {
            throw new IllegalStateException("settled twice: " + this);
        }
        outcome = how;
    }

    /** Topic, partition and offset; never the payload. */
    @Override
    public String toString() {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
