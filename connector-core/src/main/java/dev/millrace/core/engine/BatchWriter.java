package dev.millrace.core.engine;

import dev.millrace.core.failure.Breaker;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of a lane's batches until each is settled or set aside. What succeeded is settled as its answer comes; what failed
 * waits for the rest of its call. Further calls go out meanwhile, but never one with a row that is in flight. Goes on in steps and
 * never waits by itself. For one lane's thread.
 */
final class BatchWriter {
    /** Settlements of open calls are told to the poll loop this often: to wake it for each row would cost more than the row. */
    private static final long TELL_NANOS = Duration.ofMillis(2).toNanos();

    private final Target target;
    private final Settler settler;
    private final EngineState state;
    private final Breaker breaker;
    private final ConnectorMetrics metrics;
    private final LongSupplier nanoClock;
    private final Signal lane;
    private final int batchRecords;
    private final HeldRows held = new HeldRows();
    private final Pieces work = new Pieces(held);
    private final WaitingRows waiting = new WaitingRows(held);
    private final Failures failures;
    /** Calls with answers to take: whoever answers adds, the lane removes. */
    private final Queue<Call> answered = new ConcurrentLinkedQueue<>();
    /** Rows of calls that are under way, as far as they are not settled. */
    private int openRows;

    private boolean untold;
    private long toldNanos;

    BatchWriter(
            Target target,
            Settler settler,
            EngineState state,
            Breaker breaker,
            EngineSettings settings,
            ConnectorMetrics metrics,
            LongSupplier nanoClock,
            RandomGenerator random,
            Signal lane) {
        this.target = target;
        this.settler = settler;
        this.state = state;
        this.breaker = breaker;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
        this.lane = lane;
        this.toldNanos = nanoClock.getAsLong();
        this.batchRecords = settings.batchRecords();
        Verdicts verdicts = new Verdicts(target, state, breaker, settings.dependencyWait());
        this.failures = new Failures(
                verdicts,
                settler,
                state,
                breaker,
                settings.retry(),
                new Notices(nanoClock),
                random,
                held,
                work,
                waiting);
    }

    /**
     * Whether the next batch may come: nothing else can be written now, and fewer rows than a batch may have are in flight or come
     * again. So batches stay large where the target is slower than what comes in, and the slowest rows of many hold up nobody.
     */
    boolean takesMore() {
        return !work.isReady() && answered.isEmpty() && openRows + work.delayedRows() < batchRecords;
    }

    /** Whether everything that was begun is settled or dropped. */
    boolean isDone() {
        return isIdle() && waiting.isEmpty();
    }

    /** As {@link #isDone}, but for rows that wait for others. */
    boolean isIdle() {
        return openRows == 0 && work.isEmpty();
    }

    /** Takes a batch, one write a row. Rows that are held take their newer writes along. */
    void begin(List<RowTask> rows) {
        List<RowTask> free = held.isEmpty() ? rows : held.joinedBy(rows);
        if (!free.isEmpty()) {
            work.addLast(new Piece(free, 0, nanoClock.getAsLong()));
        }
    }

    /** Goes one step on: takes the answers that have come, and makes a call. Returns whether there was anything to do. */
    boolean step() {
        boolean moved = takeAnswers();
        if (untold && untilTold(nanoClock.getAsLong()) <= 0) {
            tell();
        }
        if (state.isStopping() || state.halted().isPresent()) {
            return moved;
        }
        long now = nanoClock.getAsLong();
        work.awaken(now);
        if (!work.isReady() && waiting.isDue(now)) {
            waiting.takeAll().forEach(task -> work.addLast(new Piece(List.of(task), 0, now)));
        }
        return makeCall(now) || moved;
    }

    private boolean makeCall(long now) {
        Optional<Piece> next = work.firstLive();
        if (next.isEmpty() || breaker.waitNanos(now) > 0) {
            return false;
        }
        Call call = new Call(next.get(), now, answered, lane);
        if (!breaker.mayCall(call, now)) {
            return false;
        }
        work.removeFirst();
        openRows += call.size();
        call.writing();
        target.write(call.writes(), call);
        // Where all is answered by now, no row is ever held.
        take(call);
        return true;
    }

    /** How long nothing is to be done, but for what raises the lane's signal. */
    Duration idleTime(Duration longest) {
        long now = nanoClock.getAsLong();
        long wait = untold ? Math.min(longest.toNanos(), untilTold(now)) : longest.toNanos();
        if (state.isStopping() || state.halted().isPresent()) {
            return Duration.ofNanos(Math.max(0, wait));
        }
        wait = Math.min(wait, work.waitNanos(now));
        if (work.isReady()) {
            wait = Math.min(wait, breaker.waitNanos(now));
        } else if (!waiting.isEmpty()) {
            wait = Math.min(wait, waiting.dueNanos() - now);
        }
        return Duration.ofNanos(Math.max(0, wait));
    }

    private void tell() {
        untold = false;
        toldNanos = nanoClock.getAsLong();
        state.progressed();
    }

    private long untilTold(long now) {
        return toldNanos + TELL_NANOS - now;
    }

    private boolean takeAnswers() {
        boolean any = false;
        for (@Nullable Call call = answered.poll(); call != null; call = answered.poll()) {
            take(call);
            any = true;
        }
        return any;
    }

    private void take(Call call) {
        call.listen();
        if (!call.hasAnswer()) {
            // What was announced was taken last time.
            hold(call);
            return;
        }
        long now = nanoClock.getAsLong();
        settler.meters().answered();
        try {
            settle(call, now);
            if (call.isComplete()) {
                metrics.wrote(call.size(), Duration.ofNanos(now - call.startNanos()));
                openRows -= call.size() - call.settled();
                failures.judge(call, now);
            } else {
                hold(call);
            }
        } finally {
            settler.flush();
            if (call.isComplete()) {
                // After the settlements: whoever waits for the calls in flight commits what they settled.
                call.written();
                tell();
            } else {
                untold = true;
            }
        }
    }

    /** What failed is not judged before the whole call is: only that tells whether the target or a write is to blame. */
    private void settle(Call call, long now) {
        int before = call.settled();
        boolean applied = false;
        List<RowTask> next = new ArrayList<>();
        while (call.hasAnswer()) {
            call.advance();
            Outcome outcome = call.outcome();
            if (outcome instanceof Outcome.Failed) {
                continue;
            }
            RowTask task = call.settle();
            applied |= outcome instanceof Outcome.Applied;
            settler.written(task, outcome instanceof Outcome.Applied ? Settlement.APPLIED : Settlement.STALE);
            @Nullable RowTask newer = held.isEmpty() ? null : held.next(task);
            if (newer != null) {
                next.add(newer);
            }
        }
        if (!next.isEmpty()) {
            work.addLast(new Piece(next, 0, now));
        }
        if (call.settled() > before) {
            openRows -= call.settled() - before;
            breaker.succeeded(now);
        }
        if (applied) {
            state.applied();
        }
    }

    /** Its rows are in flight. Once is enough: a row is held until nothing of it is left. */
    private void hold(Call call) {
        if (call.isComplete() || call.isHeld()) {
            return;
        }
        call.held();
        for (int i = 0; i < call.size(); i++) {
            @Nullable RowTask task = call.unsettled(i);
            if (task != null) {
                held.hold(task);
            }
        }
    }

    /** For messages: no payload. */
    @Override
    public String toString() {
        return openRows + " rows in flight, " + work.size() + " pieces, "
                + (waiting.isEmpty() ? "none waits" : "some wait");
    }
}
