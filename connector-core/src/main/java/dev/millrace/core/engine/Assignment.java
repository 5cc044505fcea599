package dev.millrace.core.engine;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;

/**
 * One assignment of a partition to this member, from assigned to revoked or lost. The same partition assigned again is another
 * object, and so is the same partition at another position.
 *
 * <p>Thread safety: {@code active} is written by the poll loop and read by the lanes; {@code beingWritten} counts up and down
 * in the lanes and is read by the poll loop; {@code schemaWaits} is written by the lanes and read by the poll loop. The rest is the poll loop's alone.
 */
final class Assignment {
    private final TopicPartition partition;
    private final Frontier frontier;
    private final AtomicInteger beingWritten = new AtomicInteger();
    private final boolean begun;
    private volatile boolean active = true;
    private volatile boolean schemaWaits;
    private Optional<String> topicId;
    private OptionalLong covered;
    private OptionalLong held;
    private long committed;
    private boolean gap;

    private Assignment(
            TopicPartition partition,
            Optional<String> topicId,
            OptionalLong covered,
            OptionalLong held,
            long committed,
            boolean begun) {
        this.partition = partition;
        this.topicId = topicId;
        this.covered = covered;
        this.held = held;
        this.committed = committed;
        this.begun = begun;
        this.frontier = new Frontier(covered.orElse(0));
    }

    /**
     * One that fetches nothing before the target's progress is known, and then gives way to another.
     *
     * @param topicId of the topic that the offset belongs to, if that is known
     * @param covered below it everything is taken to be in the target; empty for nothing
     * @param committed the offset that the group has committed, or less
     */
    static Assignment waiting(
            TopicPartition partition, Optional<String> topicId, OptionalLong covered, long committed) {
        return new Assignment(partition, topicId, covered, OptionalLong.empty(), committed, false);
    }

    /**
     * One that fetches.
     *
     * @param start the offset to begin with; empty for the beginning of the log
     * @param held the progress that the target holds
     */
    static Assignment begun(
            TopicPartition partition, String topicId, OptionalLong start, OptionalLong held, long committed) {
        return new Assignment(partition, Optional.of(topicId), start, held, committed, true);
    }

    TopicPartition partition() {
        return partition;
    }

    Frontier frontier() {
        return frontier;
    }

    /** Whether the target's progress is known. */
    boolean isBegun() {
        return begun;
    }

    /** Of the topic that the offsets belong to. */
    Optional<String> topicId() {
        return topicId;
    }

    void topicId(String known) {
        topicId = Optional.of(known);
    }

    /** Below it everything is in the target, which holds at least this progress; while waiting, it is taken to be. Empty for nothing. */
    OptionalLong covered() {
        return covered;
    }

    /** The progress that the target held when it was last asked. */
    OptionalLong held() {
        return held;
    }

    /**
     * The target has taken the progress.
     *
     * @param holds what it holds now, the position or more
     */
    void raised(long position, long holds) {
        covered = OptionalLong.of(position);
        held = OptionalLong.of(holds);
    }

    /** The offset that the group is known to have committed, or less. */
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

    /** Whether the schema of its next record cannot be had now. */
    boolean waitsForSchema() {
        return schemaWaits;
    }

    void waitForSchema(boolean waits) {
        schemaWaits = waits;
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
