package dev.millrace.core.engine;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.target.RowWrite;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One row's write and the record that asked for it, in front of the older writes of the row that it replaced in its batch. For
 * its lane's thread.
 */
final class RowTask {
    private static final int STRIKES = 3;
    private static final Duration STRIKES_APART = Duration.ofSeconds(5);

    private final RowWrite write;
    private final RecordTask record;
    private @Nullable RowTask predecessor;
    private long dependencyDeadlineNanos;
    private boolean waitsForDependency;
    private int strikes;
    private long firstStrikeNanos;
    private long appliedAtStrike;
    private long heartbeatsAtStrike;

    RowTask(RowWrite write, RecordTask record) {
        this.write = write;
        this.record = record;
    }

    RowWrite write() {
        return write;
    }

    RecordTask record() {
        return record;
    }

    Assignment assignment() {
        return record.record().assignment();
    }

    /** The newest of the writes that this one replaced. */
    @Nullable
    RowTask predecessor() {
        return predecessor;
    }

    /**
     * Puts two writes of one row in order, the newest in front. Of two equal versions the one that came first stays in front:
     * so decides the store.
     *
     * @param later came after this one and after all that it replaced
     * @return the one in front
     */
    RowTask merge(RowTask later) {
        if (later.write.version().isNewerThan(write.version())) {
            later.predecessor = this;
            return later;
        }
        RowTask newer = this;
        @Nullable RowTask older = predecessor;
        while (older != null && !later.write.version().isNewerThan(older.write.version())) {
            newer = older;
            older = older.predecessor;
        }
        newer.predecessor = later;
        later.predecessor = older;
        return this;
    }

    /**
     * Whether nothing but the places of the two records in Kafka says which of the writes is the newer one: different rows
     * with one version, or one token where the records' offsets stand in for ordinals. The same row with the same version was
     * delivered twice, which is no tie.
     */
    boolean isTiedWith(RowTask later) {
        ChangeVersion ours = write.version();
        ChangeVersion theirs = later.write.version();
        if (!ours.hasTokenOf(theirs) || record == later.record) {
            return false;
        }
        if (ours.equals(theirs)) {
            return ours.hasToken() && !write.row().equals(later.write.row());
        }
        return ours.hasToken()
                && ours.ordinal() == record.record().offset()
                && theirs.ordinal() == later.record.record().offset();
    }

    /**
     * As {@link #merge}, for a write that has replaced others in its own batch: they come along.
     *
     * @return the one in front
     */
    RowTask mergeChain(RowTask later) {
        RowTask front = this;
        @Nullable RowTask next = later;
        while (next != null) {
            RowTask one = next;
            next = one.predecessor;
            one.predecessor = null;
            front = front.merge(one);
        }
        return front;
    }

    /** Whether the write waited for other rows until {@code nowNanos} or longer than it may; the first call starts the wait. */
    boolean dependencyExpired(long nowNanos, long waitNanos) {
        if (!waitsForDependency) {
            waitsForDependency = true;
            dependencyDeadlineNanos = nowNanos + waitNanos;
        }
        return nowNanos - dependencyDeadlineNanos >= 0;
    }

    /** This record and the ones that it replaces wait for other rows: they keep the pipeline busy no longer. */
    void setAside() {
        for (@Nullable RowTask task = this; task != null; task = task.predecessor) {
            task.record.record().setAside();
        }
    }

    /**
     * Alone it was not answered, once more. A write breaks its connection if this happens several times while the target takes
     * others in between; or answers heartbeats, where the connection was lost in mid-write: a target that is read only or full
     * answers heartbeats too, and no write is to blame.
     *
     * @param applied grows with each write that the target took
     * @param heartbeats grows with each heartbeat that it answered
     * @param lostConnection whether this time the write had a connection and lost it
     */
    boolean struckOut(long applied, long heartbeats, boolean lostConnection, long nowNanos) {
        if (strikes == 0) {
            firstStrikeNanos = nowNanos;
            strikes = 1;
        } else if (applied > appliedAtStrike || (lostConnection && heartbeats > heartbeatsAtStrike)) {
            strikes++;
        }
        appliedAtStrike = applied;
        heartbeatsAtStrike = heartbeats;
        return strikes >= STRIKES && nowNanos - firstStrikeNanos >= STRIKES_APART.toNanos();
    }
}
