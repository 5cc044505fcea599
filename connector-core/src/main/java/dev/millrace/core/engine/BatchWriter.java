package dev.millrace.core.engine;

import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.failure.Breaker;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Target;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
    /** What is to be written, in pieces that go to the target as they are. */
    private final Deque<List<RowTask>> work = new ArrayDeque<>();

    private final WaitingRows waiting = new WaitingRows();
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
            work.add(free);
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
            work.addAll(waiting.takeAll());
        }
        List<RowTask> next = nextLive();
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

    /** The first piece without the writes of partitions that went away; it stays in its place. */
    private List<RowTask> nextLive() {
        while (!work.isEmpty()) {
            List<RowTask> live = withoutEnded(work.removeFirst());
            if (!live.isEmpty()) {
                work.addFirst(live);
                return live;
            }
        }
        return List.of();
    }

    /** What an ended write had replaced may be another partition's: it stays. */
    private static List<RowTask> withoutEnded(List<RowTask> rows) {
        int ended = 0;
        while (ended < rows.size() && rows.get(ended).assignment().isActive()) {
            ended++;
        }
        if (ended == rows.size()) {
            return rows;
        }
        List<RowTask> live = new ArrayList<>(rows.subList(0, ended));
        for (RowTask task : rows.subList(ended, rows.size())) {
            @Nullable RowTask front = task;
            while (front != null && !front.assignment().isActive()) {
                front = front.predecessor();
            }
            if (front != null) {
                live.add(front);
            }
        }
        return live;
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

    private enum Verdict {
        AGAIN,
        UNREACHED,
        HALVE,
        ASIDE,
        REJECT
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
                Verdict verdict = verdict(task, failed, batch.size(), now);
                mayPass |= failed.kind() == FailureKind.TRANSIENT;
                code = code.isEmpty() ? failed.kind() + " " + failed.code() : code;
                switch (verdict) {
                    case AGAIN -> again.add(task);
                    case UNREACHED -> unreached.add(task);
                    case HALVE -> blamedTogether.add(task);
                    case ASIDE -> {
                        waiting.add(task);
                        anyWaits = true;
                    }
                    case REJECT -> {
                        settler.rejected(task, reason(failed));
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
        addUnreached(unreached, batch.size());
        if (!again.isEmpty()) {
            work.addLast(again);
        }
        addHalves(blamedTogether, batch.size());
        if (!promoted.isEmpty()) {
            work.addFirst(promoted);
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

    private static String reason(Outcome.Failed failed) {
        return switch (failed.kind()) {
            case DEPENDENCY -> RejectionReason.DEPENDENCY_TIMEOUT.name();
            case UNAVAILABLE -> RejectionReason.BREAKS_CONNECTION.name();
            default -> failed.code();
        };
    }

    private Verdict verdict(RowTask task, Outcome.Failed failed, int batchSize, long now) {
        boolean pinned = failed.scope() == Outcome.Scope.ROW || batchSize == 1;
        return switch (failed.kind()) {
            // What fails as a whole comes again in halves: a batch may be too much for the target's time limit.
            case TRANSIENT -> pinned ? Verdict.AGAIN : Verdict.HALVE;
            case UNAVAILABLE -> {
                boolean breaks = batchSize == 1
                        && failed.scope() == Outcome.Scope.ROW
                        && task.struckOut(
                                state.appliedCount(),
                                state.heartbeatCount(),
                                target.isConnectionLoss(failed.code()),
                                now);
                yield breaks ? Verdict.REJECT : Verdict.UNREACHED;
            }
            case POISON -> pinned ? Verdict.REJECT : Verdict.HALVE;
            case DEPENDENCY -> {
                if (!pinned) {
                    yield Verdict.HALVE;
                }
                // While the target is gone, nothing lands that the write could wait for.
                boolean expired = task.dependencyExpired(
                        now - breaker.openNanos(now), settings.dependencyWait().toNanos());
                yield expired ? Verdict.REJECT : Verdict.ASIDE;
            }
            case FATAL -> {
                if (state.appliedCount() == 0) {
                    state.fail(new EngineFailure(new Problem(
                            ProblemCode.TARGET_REFUSED,
                            task.write().table().name(),
                            "the target refused the first write with " + failed.code(),
                            "check the table and the privileges of the connector's user, then start again")));
                }
                yield Verdict.UNREACHED;
            }
        };
    }

    /**
     * A batch that was not answered comes again in halves, and a single write last: so a write that breaks its connection is
     * found, and does not keep the others from trying.
     */
    private void addUnreached(List<RowTask> rows, int batchSize) {
        if (rows.size() == 1) {
            work.addLast(rows);
        } else {
            addHalves(rows, batchSize);
        }
    }

    /** A failure that is nobody's yet: half the rows at a time finds whose it is. */
    private void addHalves(List<RowTask> rows, int batchSize) {
        if (rows.isEmpty()) {
            return;
        }
        if (rows.size() < batchSize) {
            work.addFirst(rows);
            return;
        }
        int middle = rows.size() / 2;
        work.addFirst(rows.subList(middle, rows.size()));
        work.addFirst(rows.subList(0, middle));
    }

    /** For messages: no payload. */
    @Override
    public String toString() {
        return (call == null ? "no call" : "a call") + ", " + work.size() + " pieces, "
                + (waiting.isEmpty() ? "none waits" : "some wait") + ", not before "
                + (notBeforeNanos - nanoClock.getAsLong()) + " ns";
    }
}
