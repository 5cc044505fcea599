package dev.millrace.core.engine;

import dev.millrace.core.format.SourceHeader;
import dev.millrace.core.format.SourceRecord;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record between its poll and its settlement. It belongs to one assignment of its partition for good: an answer that comes
 * after the partition went away marks an object that nobody reads any more (the idea is LINE Decaton's).
 *
 * <p>Thread safety: {@code outcome} is written once by whoever settles the record (a lane, or the dead letter producer), and
 * {@code changeMillis} by the lane that decodes it; the poll loop reads both. {@code aside} is its lane's until then; everything
 * else is immutable.
 */
final class PendingRecord implements SourceRecord {
    private static final AtomicReferenceFieldUpdater<PendingRecord, @Nullable Settlement> OUTCOME =
            AtomicReferenceFieldUpdater.newUpdater(PendingRecord.class, Settlement.class, "outcome");

    private final Portion portion;
    private final ConsumerRecord<byte[], byte[]> record;
    private final long handedOutNanos;
    private final long bytes;
    private boolean aside;
    private volatile long changeMillis;
    private volatile @Nullable Settlement outcome;

    PendingRecord(Portion portion, ConsumerRecord<byte[], byte[]> record, long handedOutNanos) {
        this.portion = portion;
        this.record = record;
        this.handedOutNanos = handedOutNanos;
        this.bytes = bytes(record);
        this.changeMillis = record.timestamp();
    }

    Assignment assignment() {
        return portion.assignment();
    }

    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    /** When the poll loop took it, on the nanosecond clock. */
    long handedOutNanos() {
        return handedOutNanos;
    }

    /** When the source committed the change: as far as it is decoded; until then the record's time on the broker. */
    long changeMillis() {
        return changeMillis;
    }

    void committedAt(Instant atSource) {
        changeMillis = atSource.toEpochMilli();
    }

    @Override
    public String topic() {
        return record.topic();
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

    @Override
    public List<SourceHeader> headers() {
        Header[] headers = record.headers().toArray();
        return headers.length == 0
                ? List.of()
                : Stream.of(headers)
                        .map(header -> new SourceHeader(header.key(), header.value()))
                        .toList();
    }

    /** Key, value and headers as they came. */
    long bytes() {
        return bytes;
    }

    private static long bytes(ConsumerRecord<byte[], byte[]> record) {
        long bytes = Math.max(0, record.serializedKeySize()) + (long) Math.max(0, record.serializedValueSize());
        for (Header header : record.headers()) {
            byte[] value = header.value();
            bytes += header.key().length() + (value == null ? 0 : value.length);
        }
        return bytes;
    }

    boolean isSettled() {
        return outcome != null;
    }

    /** It waits for other rows and keeps the pipeline busy no longer. */
    void setAside() {
        if (!aside) {
            aside = true;
            portion.left(1);
        }
    }

    /** Settles the record. A second settlement is a defect of the caller and says so. */
    void settle(Settlement how) {
        if (mark(how)) {
            portion.left(1);
        }
    }

    /**
     * As {@link #settle}, for one who settles many and takes them off their portion together.
     *
     * @return whether the record has to be taken off
     */
    boolean mark(Settlement how) {
        if (!OUTCOME.compareAndSet(this, null, how)) {
            throw new IllegalStateException("settled twice: " + this);
        }
        return !aside;
    }

    Portion portion() {
        return portion;
    }

    /** Topic, partition and offset; never the payload. */
    @Override
    public String toString() {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
