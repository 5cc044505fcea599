package dev.millrace.core.engine;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The calls of the simulated store that are under way: what is carried out when, and what is answered when. */
final class SimulatedCalls {
    private static final long QUICK_NANOS = 5_000_000L;
    private static final long SLOW_NANOS = 600_000_000L;
    /** One of so many rows takes its time where each is answered by itself, and so much at the most. */
    private static final int SLOW_ROWS = 12;

    private static final long SLOW_ROW_NANOS = 1_000_000_000L;

    /** A call of one process, and how much of it is not answered. */
    private static final class Call {
        private final SimulatedProcess process;
        private final long number;
        private final Target.Answers answers;
        private final int size;
        private int unanswered;
        private int slow;

        Call(SimulatedProcess process, long number, Target.Answers answers, int size) {
            this.process = process;
            this.number = number;
            this.answers = answers;
            this.size = size;
            this.unanswered = size;
        }
    }

    /** The writes of a call, or one of them, that are carried out and answered together. */
    static final class Open {
        private final Call call;
        private final int first;
        private final List<RowWrite> batch;
        private final boolean slow;
        private boolean refused;
        private long dueNanos;
        private @Nullable List<Outcome> carriedOut;

        /** @param first the index of its first write in the call */
        Open(Call call, int first, List<RowWrite> batch, boolean slow, boolean refused, long dueNanos) {
            this.call = call;
            this.first = first;
            this.batch = batch;
            this.slow = slow;
            this.refused = refused;
            this.dueNanos = dueNanos;
        }

        SimulatedProcess process() {
            return call.process;
        }

        List<RowWrite> batch() {
            return batch;
        }

        /** How many writes the whole call has. */
        int callSize() {
            return call.size;
        }

        boolean isRefused() {
            return refused;
        }
    }

    private final SimulatedStore store;
    private final Random random;
    private final LongSupplier nanos;
    private final SimulationSettings.Answers manner;
    private final List<Open> open = new ArrayList<>();

    SimulatedCalls(SimulatedStore store, Random random, LongSupplier nanos, SimulationSettings.Answers manner) {
        this.store = store;
        this.random = random;
        this.nanos = nanos;
        this.manner = manner;
    }

    void begin(SimulatedProcess process, List<RowWrite> batch, Target.Answers answers) {
        Call call = new Call(process, process.audit().begins(batch), answers, batch.size());
        List<RowWrite> writes = List.copyOf(batch);
        switch (manner) {
            case AT_ONCE -> {
                Open all = new Open(call, 0, writes, false, store.isDown(), nanos.getAsLong());
                answer(all, store.carryOut(all));
            }
            case TOGETHER -> open(call, 0, writes, false);
            case ROW_BY_ROW -> {
                for (int i = 0; i < writes.size(); i++) {
                    open(call, i, writes.subList(i, i + 1), random.nextInt(SLOW_ROWS) == 0);
                }
            }
        }
    }

    private void open(Call call, int first, List<RowWrite> batch, boolean slow) {
        long delay = random.nextLong(slow ? SLOW_ROW_NANOS : QUICK_NANOS);
        if (store.isSlow()) {
            delay += random.nextLong(SLOW_NANOS);
            call.process.happened(SimulationFault.STORE_SLOW);
        }
        if (slow) {
            call.slow++;
        }
        open.add(new Open(call, first, batch, slow, store.isDown(), nanos.getAsLong() + delay));
    }

    /** What is not carried out yet will not be. */
    void refuse() {
        open.forEach(call -> call.refused |= call.carriedOut == null);
    }

    boolean hasDue() {
        return nextDueNanos() <= nanos.getAsLong();
    }

    long nextDueNanos() {
        long next = Long.MAX_VALUE;
        for (Open call : open) {
            next = Math.min(next, call.dueNanos);
        }
        return next;
    }

    boolean hasOpen(SimulatedProcess process) {
        return open.stream().anyMatch(call -> call.process() == process);
    }

    /** Whether a write of the process is carried out and its answer on the way. */
    boolean hasWrittenFor(SimulatedProcess process) {
        return open.stream().anyMatch(call -> call.process() == process && call.carriedOut != null);
    }

    /** Carries out or answers one of those whose time has come, those of dead processes too, and perhaps others of its call. */
    void goOn() {
        List<Open> due = new ArrayList<>();
        for (Open one : open) {
            if (one.dueNanos <= nanos.getAsLong()) {
                due.add(one);
            }
        }
        Open first = due.get(random.nextInt(due.size()));
        goOn(first);
        for (Open mate : due) {
            if (mate != first && mate.call == first.call && random.nextInt(3) != 0) {
                goOn(mate);
            }
        }
    }

    private void goOn(Open one) {
        @Nullable List<Outcome> outcomes = one.carriedOut;
        if (outcomes == null) {
            outcomes = store.carryOut(one);
            if (random.nextInt(3) == 0) {
                one.carriedOut = outcomes;
                one.dueNanos = nanos.getAsLong() + random.nextLong(2 * QUICK_NANOS);
                return;
            }
        } else if (store.isDown()) {
            one.process()
                    .happened(
                            outcomes.contains(Outcome.APPLIED)
                                    ? SimulationFault.STORE_TIMEOUT_AFTER_WRITE
                                    : SimulationFault.STORE_DOWN);
            outcomes = SimulatedStore.failed(one, FailureKind.UNAVAILABLE, Outcome.Scope.BATCH);
        }
        open.remove(one);
        answer(one, outcomes);
    }

    private void answer(Open one, List<Outcome> outcomes) {
        Call call = one.call;
        if (call.process.isDead()) {
            return;
        }
        call.unanswered -= outcomes.size();
        List<Integer> order = order(outcomes.size());
        for (int i : order) {
            call.process.audit().answered(call.number, one.batch.get(i), outcomes.get(i));
        }
        if (call.unanswered == 0) {
            call.process.audit().ended(call.number);
        }
        for (int i : order) {
            call.answers.answer(one.first + i, outcomes.get(i));
        }
        if (one.slow) {
            call.slow--;
        } else if (call.slow > 0 && call.unanswered == call.slow) {
            call.process.happened(SimulationFault.ROW_SLOW);
        }
    }

    private List<Integer> order(int size) {
        List<Integer> order = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            order.add(random.nextInt(order.size() + 1), i);
        }
        return order;
    }
}
