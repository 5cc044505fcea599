package dev.millrace.core.engine;

import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.failure.Breaker;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Target;
import java.time.Duration;

/** Decides what becomes of a write that failed. For one lane's thread. */
final class Verdicts {
    private final Target target;
    private final EngineState state;
    private final Breaker breaker;
    private final Duration dependencyWait;

    /** What becomes of it. */
    enum Verdict {
        /** It comes again as it is. */
        AGAIN,
        /** It comes again once the target can be reached. */
        UNREACHED,
        /** It comes again with half of its batch, until it is known whose the failure is. */
        HALVE,
        /** It waits for other rows. */
        ASIDE,
        /** It can never be applied. */
        REJECT
    }

    /** @param dependencyWait how long a write may wait for other rows */
    Verdicts(Target target, EngineState state, Breaker breaker, Duration dependencyWait) {
        this.target = target;
        this.state = state;
        this.breaker = breaker;
        this.dependencyWait = dependencyWait;
    }

    /** @param batchSize of the call that the write was part of */
    Verdict of(RowTask task, Outcome.Failed failed, int batchSize, long now) {
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
                boolean expired = task.dependencyExpired(now - breaker.openNanos(now), dependencyWait.toNanos());
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

    /** The code for the dead letter of a write that is rejected. */
    static String reason(Outcome.Failed failed) {
        return switch (failed.kind()) {
            case DEPENDENCY -> RejectionReason.DEPENDENCY_TIMEOUT.name();
            case UNAVAILABLE -> RejectionReason.BREAKS_CONNECTION.name();
            default -> failed.code();
        };
    }
}
