package dev.millrace.core.engine;

import dev.millrace.core.failure.Breaker;
import dev.millrace.core.failure.RetryPolicy;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the failed writes of a call once all of it is answered: retries what may pass, halves what failed as a whole, and lets the
 * predecessor of a write that can never be applied take its place. For one lane's thread.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Verdicts verdicts;
    private final Settler settler;
    private final EngineState state;
    private final Breaker breaker;
    private final RetryPolicy retry;
    private final Notices notices;
    private final RandomGenerator random;
    private final HeldRows held;
    private final Pieces work;
    private final WaitingRows waiting;

    Failures(
            Verdicts verdicts,
            Settler settler,
            EngineState state,
            Breaker breaker,
            RetryPolicy retry,
            Notices notices,
            RandomGenerator random,
            HeldRows held,
            Pieces work,
            WaitingRows waiting) {
        this.verdicts = verdicts;
        this.settler = settler;
        this.state = state;
        this.breaker = breaker;
        this.retry = retry;
        this.notices = notices;
        this.random = random;
        this.held = held;
        this.work = work;
        this.waiting = waiting;
    }

    /** @param call of which every answer is taken and every write that succeeded is settled */
    void judge(Call call, long now) {
        if (call.settled() == call.size()) {
            return;
        }
        List<RowTask> again = new ArrayList<>();
        List<RowTask> unreached = new ArrayList<>();
        List<RowTask> blamedTogether = new ArrayList<>();
        List<RowTask> promoted = new ArrayList<>();
        boolean anyWaits = false;
        boolean mayPass = false;
        String code = "";
        for (int i = 0; i < call.size(); i++) {
            @Nullable RowTask task = call.unsettled(i);
            if (task == null) {
                continue;
            }
            Outcome.Failed failed = call.failure(i);
            mayPass |= failed.kind() == FailureKind.TRANSIENT;
            code = code.isEmpty() ? failed.kind() + " " + failed.code() : code;
            switch (verdicts.of(task, failed, call.size(), now)) {
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
                    @Nullable RowTask next = task.predecessor();
                    if (next == null) {
                        next = held.next(task);
                    }
                    if (next != null) {
                        promoted.add(next);
                    }
                }
            }
        }
        boolean allUnreached = unreached.size() == call.size();
        reportReach(call, allUnreached, code, now);
        if (anyWaits) {
            waiting.retryAfter(now, state.appliedCount(), retry, random);
        }
        int left = again.size() + unreached.size() + blamedTogether.size();
        int attempt = left == call.size() ? call.attempt() + 1 : 1;
        long due = now;
        if (mayPass || (!unreached.isEmpty() && !allUnreached)) {
            tellRetry(left, call.size(), code);
            due += retry.delay(attempt, random).toNanos();
        }
        work.addUnreached(new Piece(unreached, attempt, due), call.size(), now);
        if (!again.isEmpty()) {
            work.addAgain(new Piece(again, attempt, due), now);
        }
        work.addHalves(new Piece(blamedTogether, attempt, due), call.size(), now);
        if (!promoted.isEmpty()) {
            work.addFirst(new Piece(promoted, 0, now));
        }
    }

    private void reportReach(Call call, boolean allUnreached, String code, long now) {
        if (call.settled() > 0) {
            // Each success was reported as it came; what failed since says nothing about the target.
            return;
        }
        if (!allUnreached) {
            breaker.succeeded(now);
        } else if (breaker.failed(call, code, now)) {
            LOG.warn("the target is not available: {}", code);
        }
    }

    private void tellRetry(int left, int size, String code) {
        if (notices.isDue(code)) {
            LOG.info("the target did not take {} of {} rows, which are written again: {}", left, size, code);
        }
    }

    private void tellWait(RowTask task, Outcome.Failed failed) {
        String table = task.write().table().name();
        if (notices.isDue(table)) {
            LOG.warn(
                    "{} of {} waits for another row: {}. It is written again until engine.dependency-wait has passed",
                    task.record().record(),
                    table,
                    failed.code());
        }
    }
}
