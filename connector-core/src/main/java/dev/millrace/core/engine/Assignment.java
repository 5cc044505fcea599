package dev.millrace.core.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;

/**
 * One assignment of a partition to this member, from assigned to revoked or lost. The same partition assigned again is another
 * object.
 *
 * <p>Thread safety: {@code active} is written by the poll loop and read by the lanes; {@code beingWritten} counts up and down
 * in the lanes and is read by the poll loop. The frontier is the poll loop's alone.
 */
final class Assignment {
    private final TopicPartition partition;
    private final Frontier frontier;
    private final AtomicInteger beingWritten = new AtomicInteger();
    private volatile boolean active = true;
    private long committed;
    private boolean gap;

    /** @param position the offset that the consumer reads next, which is committed or the log's start */
    Assignment(TopicPartition partition, long position) {
        this.partition = partition;
        this.frontier = new Frontier(position);
        this.committed = position;
    }

    TopicPartition partition() {
        return partition;
    }

    Frontier frontier() {
        return frontier;
    }

    /** The offset that was last handed to a commit. */
    long committed() {
        return committed;
    }

    void committed(long offset) {
        committed = offset;
    }

    /** The next change is gone: nothing is fetched any more. */
    void foundGap() {
        gap = true;
    }

    boolean hasGap() {
        return gap;
    }

    boolean isActive() {
        return active;
    }

    /** Ends the assignment: what is queued is dropped, what comes back late is not credited. */
    void end() {
        active = false;
    }

    void writing() {
        beingWritten.incrementAndGet();
    }

    void written() {
        beingWritten.decrementAndGet();
    }

    boolean isBeingWritten() {
        return beingWritten.get() > 0;
    }
}
