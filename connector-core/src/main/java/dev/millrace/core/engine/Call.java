package dev.millrace.core.engine;

import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One call of the target with one batch. The lane takes the answers as they come, while others are missing.
 *
 * <p>Thread safety: {@link #answer} is for any thread, everything else for the lane's. An answer is in its place before whoever
 * brought it looks whether the lane knows of answers, and the lane forgets that it knows before it looks for answers: so none is
 * overlooked, and the lane is woken once for many.
 */
final class Call implements Target.Answers {
    private final int attempt;
    private final long startNanos;
    private final Queue<Call> answered;
    private final Signal lane;
    private final AtomicReferenceArray<Outcome> outcomes;
    /** The writes in the order of their answers: index plus one, 0 where none has come. */
    private final AtomicIntegerArray order;

    private final AtomicInteger answers = new AtomicInteger();
    /** What is answered before the target's method has returned is taken then: nobody has to be told. */
    private final AtomicBoolean announced = new AtomicBoolean(true);

    private final Set<Assignment> assignments = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Those that are not settled, each at its index: a slow answer keeps no settled ones in memory. */
    private final @Nullable RowTask[] unsettled;

    private int taken;
    private int settled;
    private int current;
    private boolean held;

    /**
     * @param answered gets the call each time when there are answers to take
     * @param lane is raised then
     */
    Call(Piece piece, long startNanos, Queue<Call> answered, Signal lane) {
        this.attempt = piece.attempt();
        this.startNanos = startNanos;
        this.answered = answered;
        this.lane = lane;
        this.unsettled = piece.rows().toArray(new RowTask[0]);
        this.outcomes = new AtomicReferenceArray<>(unsettled.length);
        this.order = new AtomicIntegerArray(unsettled.length);
        @Nullable Assignment last = null;
        for (RowTask task : piece.rows()) {
            Assignment assignment = task.assignment();
            if (assignment != last) {
                assignments.add(assignment);
                last = assignment;
            }
        }
    }

    /** How many writes. */
    int size() {
        return unsettled.length;
    }

    /** As of {@link Piece}. */
    int attempt() {
        return attempt;
    }

    long startNanos() {
        return startNanos;
    }

    /** Lets its assignments know that the call carries their records; of what the writes replaced, nothing is said. */
    void writing() {
        assignments.forEach(Assignment::writing);
    }

    /** All answers are taken. */
    void written() {
        assignments.forEach(Assignment::written);
    }

    /** To be called before anybody answers. */
    List<RowWrite> writes() {
        List<RowWrite> writes = new ArrayList<>(unsettled.length);
        for (@Nullable RowTask task : unsettled) {
            if (task != null) {
                writes.add(task.write());
            }
        }
        return writes;
    }

    @Override
    public void answer(int index, Outcome outcome) {
        if (!outcomes.compareAndSet(index, null, outcome)) {
            throw new IllegalStateException("write " + index + " answered twice");
        }
        order.set(answers.getAndIncrement(), index + 1);
        if (!announced.get() && announced.compareAndSet(false, true)) {
            answered.add(this);
            lane.raise();
        }
    }

    /** Before answers are taken: the ones that come from now on are announced. */
    void listen() {
        announced.set(false);
    }

    /** Whether there is one more to take. */
    boolean hasAnswer() {
        return taken < unsettled.length && order.get(taken) != 0;
    }

    /** Goes to the next answer, in the order in which they came; there has to be one. */
    void advance() {
        current = order.get(taken) - 1;
        taken++;
    }

    /** The answer at hand. */
    Outcome outcome() {
        return outcomes.get(current);
    }

    /** The write of the answer at hand is settled now. */
    RowTask settle() {
        RowTask task = Objects.requireNonNull(unsettled[current]);
        unsettled[current] = null;
        settled++;
        return task;
    }

    /** Whether all answers are taken. */
    boolean isComplete() {
        return taken == unsettled.length;
    }

    /** How many writes are settled. */
    int settled() {
        return settled;
    }

    /** The write, unless it is settled. */
    @Nullable
    RowTask unsettled(int index) {
        return unsettled[index];
    }

    /** Whether newer writes of its rows wait until they are answered. */
    boolean isHeld() {
        return held;
    }

    void held() {
        held = true;
    }

    /** How a write failed that was answered and not settled. */
    Outcome.Failed failure(int index) {
        return (Outcome.Failed) outcomes.get(index);
    }
}
