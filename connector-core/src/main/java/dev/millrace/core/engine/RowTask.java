package dev.millrace.core.engine;

import dev.millrace.core.target.RowWrite;
import org.jspecify.annotations.Nullable;

/**
 * One row's write and the record that asked for it, in front of the older writes of the row that it replaced in its batch. For
 * its lane's thread.
 */
final class RowTask {
    private final RowWrite write;
    private final RecordTask record;
    private @Nullable RowTask predecessor;
    private long dependencyDeadlineNanos;
    private boolean waitsForDependency;

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

    /** Whether the write waited for other rows until {@code nowNanos} or longer than it may; the first call starts the wait. */
    boolean dependencyExpired(long nowNanos, long waitNanos) {
        if (!waitsForDependency) {
            waitsForDependency = true;
            dependencyDeadlineNanos = nowNanos + waitNanos;
        }
        return nowNanos - dependencyDeadlineNanos >= 0;
    }
}
