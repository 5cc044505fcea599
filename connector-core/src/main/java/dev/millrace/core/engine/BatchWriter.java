package dev.millrace.core.engine;

import dev.millrace.core.failure.Breaker;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of one batch until each is settled or set aside: retries what may pass, halves what failed as a whole, and
 * lets the predecessor of a write that can never be applied take its place. Goes on in steps and never waits by itself. For one
 * lane's thread.
 */
final class BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    private final Target target;
    private final Settler settler;
    private final EngineState state;
    private final Breaker breaker;
    private final EngineSettings settings;
    private final ConnectorMetrics metrics;
    private final LongSupplier nanoClock;
    private final RandomGenerator random;
    private final Signal lane;
    private final Verdicts verdicts;
    private final Pieces work = new Pieces();
    private final WaitingRows waiting = new WaitingRows();
    private final Notices waitNotices;
    private @Nullable Call call;
    private int attempt;
    private long notBeforeNanos;

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
        this.settings = settings;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
        this.random = random;
        this.lane = lane;
        this.verdicts = new Verdicts(target, state, breaker, settings.dependencyWait());
        this.waitNotices = new Notices(nanoClock);
        this.notBeforeNanos = nanoClock.getAsLong();
    }

    /** Whether the next batch may come. */
    boolean isIdle() {
        return call == null && work.isEmpty();
    }

    /** Whether everything that was begun is settled or dropped. */
    boolean isDone() {
        return isIdle() && waiting.isEmpty();
    }

    /** Takes a batch, one write a row. Rows that wait for others take their newer writes along. */
    void begin(List<RowTask> rows) {
        List<RowTask> free = waiting.isEmpty() ? rows : waiting.joinedBy(rows);
        if (!free.isEmpty()) {
            work.addLast(free);
        }
    }

    /** Goes one step on: takes the answers to a call, or makes the next. Returns whether there was anything to do. */
    boolean step() {
        long now = nanoClock.getAsLong();
        Call open = call;
        if (open != null) {
            if (!open.isAnswered()) {
                return false;
            }
            call = null;
            take(open, now);
            return true;
        }
        if (state.isStopping() || state.halted().isPresent()) {
            return false;
        }
        if (work.isEmpty() && waiting.isDue(now)) {
            waiting.takeAll().forEach(work::addLast);
        }
        List<RowTask> next = work.firstLive();
        if (next.isEmpty() || now - notBeforeNanos < 0 || !breaker.mayCall(this, now)) {
            return false;
        }
        work.removeFirst();
        start(next, now);
        return true;
    }

    /** How long nothing is to be done, but for what raises the lane's signal. */
    Duration idleTime(Duration longest) {
        long now = nanoClock.getAsLong();
        if (call != null) {
            return longest;
        }
        long wait = longest.toNanos();
        if (!work.isEmpty()) {
            wait = Math.min(wait, Math.max(notBeforeNanos - now, breaker.waitNanos(now)));
        }
        if (!waiting.isEmpty()) {
            wait = Math.min(wait, waiting.dueNanos() - now);
        }
        return Duration.ofNanos(Math.max(0, wait));
    }

    private void start(List<RowTask> batch, long now) {
        Call next = new Call(batch, now, lane);
        call = next;
        next.writing();
        target.write(next.writes(), next);
    }

    private void take(Call answered, long now) {
        metrics.wrote(answered.batch().size(), Duration.ofNanos(now - answered.startNanos()));
        settler.meters().answered();
        try {
            settle(answered, now);
        } finally {
            settler.flush();
            // After the settlements: whoever waits for the calls in flight commits what they settled.
            answered.written();
            state.progressed();
        }
    }

    private void settle(Call answered, long now) {
        List<RowTask> batch = answered.batch();
        List<RowTask> again = new ArrayList<>();
        List<RowTask> unreached = new ArrayList<>();
        List<RowTask> blamedTogether = new ArrayList<>();
        List<RowTask> promoted = new ArrayList<>();
        boolean applied = false;
        boolean anyWaits = false;
        boolean mayPass = false;
        String code = "";
        for (int i = 0; i < batch.size(); i++) {
            RowTask task = batch.get(i);
            Outcome outcome = answered.outcome(i);
            if (outcome instanceof Outcome.Failed failed) {
                Verdicts.Verdict verdict = verdicts.of(task, failed, batch.size(), now);
                mayPass |= failed.kind() == FailureKind.TRANSIENT;
                code = code.isEmpty() ? failed.kind() + " " + failed.code() : code;
                switch (verdict) {
                    case AGAIN -> again.add(task);
                    case UNREACHED -> unreached.add(task);
                    case HALVE -> blamedTogether.add(task);
                    case ASIDE -> {
                        waiting.add(task);
                        anyWaits = true;
                        tellWait(task, failed);
                    }
                    case REJECT -> {
                        settler.rejected(task, Verdicts.reason(failed));
                        if (task.predecessor() != null) {
                            promoted.add(task.predecessor());
                        }
                    }
                }
            } else {
                applied |= outcome instanceof Outcome.Applied;
                settler.written(task, outcome instanceof Outcome.Applied ? Settlement.APPLIED : Settlement.STALE);
            }
        }
        if (applied) {
            state.applied();
        }
        boolean allUnreached = unreached.size() == batch.size();
        reportReach(allUnreached, code, now);
        if (anyWaits) {
            waiting.retryAfter(now, state.appliedCount(), settings.retry(), random);
        }
        if (mayPass || (!unreached.isEmpty() && !allUnreached)) {
            int left = again.size() + unreached.size() + blamedTogether.size();
            LOG.info("the target did not take {} of {} rows: {}", left, batch.size(), code);
            backOff(left == batch.size(), now);
        }
        work.addUnreached(unreached, batch.size());
        if (!again.isEmpty()) {
            work.addLast(again);
        }
        work.addHalves(blamedTogether, batch.size());
        if (!promoted.isEmpty()) {
            work.addFirst(promoted);
        }
    }

    private void tellWait(RowTask task, Outcome.Failed failed) {
        String table = task.write().table().name();
        if (waitNotices.isDue(table)) {
            LOG.warn(
                    "{} of {} waits for another row: {}. It is written again until engine.dependency-wait has passed",
                    task.record().record(),
                    table,
                    failed.code());
        }
    }

    private void reportReach(boolean unreached, String code, long now) {
        if (unreached) {
            LOG.warn("the target is not available: {}", code);
            breaker.failed(this, code, now);
        } else {
            breaker.succeeded(now);
        }
    }

    private void backOff(boolean nothingPassed, long now) {
        attempt = nothingPassed ? attempt + 1 : 1;
        notBeforeNanos = now + settings.retry().delay(attempt, random).toNanos();
    }

    /** For messages: no payload. */
    @Override
    public String toString() {
        return (call == null ? "no call" : "a call") + ", " + work.size() + " pieces, "
                + (waiting.isEmpty() ? "none waits" : "some wait") + ", not before "
                + (notBeforeNanos - nanoClock.getAsLong()) + " ns";
    }
}
