package dev.millrace.core.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The records of one partition assignment that are not known to be settled, in the order of their offsets. Its head is the
 * offset to commit. Only received offsets are tracked, so gaps of compaction and transaction markers cost nothing. For the
 * poll loop's thread (after Kafka Connect's {@code SubmittedRecords}).
 */
final class Frontier {
    private final Deque<PendingRecord> pending = new ArrayDeque<>();
    private long position;
    private long bytes;
    private long newestMillis;

    /** @param position the offset that the consumer reads next */
    Frontier(long position) {
        this.position = position;
    }

    void add(PendingRecord record) {
        if (record.offset() < position) {
            throw new IllegalStateException("offset " + record.offset() + " after position " + position);
        }
        pending.addLast(record);
        position = record.offset() + 1;
        bytes += record.bytes();
        newestMillis = Math.max(newestMillis, record.timestampMillis());
    }

    /**
     * Moves past what the consumer has passed without a record, as the end of a transaction.
     *
     * @param consumed the consumer's position
     */
    void passedTo(long consumed) {
        position = Math.max(position, consumed);
    }

    /** Forgets settled records at the head and gives the first offset that is not settled: what may be committed. */
    long head() {
        return oldestUnsettled().map(PendingRecord::offset).orElse(position);
    }

    /** Forgets settled records at the head and gives the first that is not settled. */
    Optional<PendingRecord> oldestUnsettled() {
        PendingRecord first = pending.peekFirst();
        while (first != null && first.isSettled()) {
            bytes -= first.bytes();
            pending.removeFirst();
            first = pending.peekFirst();
        }
        return Optional.ofNullable(first);
    }

    /** Whether every record is settled. */
    boolean isDrained() {
        return oldestUnsettled().isEmpty();
    }

    /** The offset that the consumer reads next. */
    long position() {
        return position;
    }

    /** The newest time on the broker among all records so far, in milliseconds since 1970; 0 before the first. */
    long newestMillis() {
        return newestMillis;
    }

    /** Records between the head and the position, settled ones behind an unsettled one included. */
    int size() {
        return pending.size();
    }

    /** Bytes of the records that {@link #size} counts. */
    long bytes() {
        return bytes;
    }
}
