package dev.millrace.core.engine;

import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** One call of the target with one batch. Thread safety: any thread answers; the lane reads the answers once all are there. */
final class Call implements Target.Answers {
    private final List<RowTask> batch;
    private final long startNanos;
    private final Signal lane;
    private final AtomicReferenceArray<Outcome> outcomes;
    private final AtomicInteger missing;
    private final Set<Assignment> assignments = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param lane is raised with the last answer */
    Call(List<RowTask> batch, long startNanos, Signal lane) {
        this.batch = batch;
        this.startNanos = startNanos;
        this.lane = lane;
        this.outcomes = new AtomicReferenceArray<>(batch.size());
        this.missing = new AtomicInteger(batch.size());
        @Nullable Assignment last = null;
        for (RowTask task : batch) {
            Assignment assignment = task.assignment();
            if (assignment != last) {
                assignments.add(assignment);
                last = assignment;
            }
        }
    }

    List<RowTask> batch() {
        return batch;
    }

    long startNanos() {
        return startNanos;
    }

    /** Lets its assignments know that the call carries their records; of what the writes replaced, nothing is said. */
    void writing() {
        assignments.forEach(Assignment::writing);
    }

    /** The answers are taken. */
    void written() {
        assignments.forEach(Assignment::written);
    }

    List<RowWrite> writes() {
        List<RowWrite> writes = new ArrayList<>(batch.size());
        for (RowTask task : batch) {
            writes.add(task.write());
        }
        return writes;
    }

    @Override
    public void answer(int index, Outcome outcome) {
        if (!outcomes.compareAndSet(index, null, outcome)) {
            throw new IllegalStateException("write " + index + " answered twice");
        }
        if (missing.decrementAndGet() == 0) {
            lane.raise();
        }
    }

    boolean isAnswered() {
        return missing.get() == 0;
    }

    Outcome outcome(int index) {
        return outcomes.get(index);
    }
}
