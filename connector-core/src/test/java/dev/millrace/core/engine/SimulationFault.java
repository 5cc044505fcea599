package dev.millrace.core.engine;

import static dev.millrace.core.engine.SimulationState.BREAKER;
import static dev.millrace.core.engine.SimulationState.BUDGET;
import static dev.millrace.core.engine.SimulationState.BUSY;
import static dev.millrace.core.engine.SimulationState.CALLBACK;
import static dev.millrace.core.engine.SimulationState.DEPENDENCY;
import static dev.millrace.core.engine.SimulationState.DRAINING;
import static dev.millrace.core.engine.SimulationState.FENCED;
import static dev.millrace.core.engine.SimulationState.LETTER;
import static dev.millrace.core.engine.SimulationState.PIPELINE;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/** What goes wrong in a simulation, counted when it takes effect and not when it is arranged. */
enum SimulationFault {
    /** Partitions came and went with the process's consent. */
    REBALANCE(CALLBACK, FENCED),
    /** The process was expelled and learns it at its next poll. */
    LOST(FENCED),
    /** An answer to an asynchronous commit that comes after its partition went away. */
    COMMIT_ANSWERED_LATE(CALLBACK),
    COMMIT_REBALANCE_IN_PROGRESS(FENCED),
    COMMIT_FAILED,
    COMMIT_TIMEOUT(FENCED),
    /** Only who ends is woken up. */
    COMMIT_WAKEUP(FENCED, BREAKER, LETTER, DEPENDENCY, BUDGET, PIPELINE, BUSY),
    COMMIT_RETRIABLE(FENCED),
    /** Offsets without a record, as compaction and the ends of transactions leave them. */
    GAP(CALLBACK, DRAINING, PIPELINE),
    /** A change that is in the log once more. */
    DUPLICATE(CALLBACK, DRAINING, PIPELINE),
    /** A record larger than all that may be in flight. */
    OVERSIZED(CALLBACK, DRAINING, PIPELINE),
    POISON,
    DEPENDENCY_MISSING,
    STORE_SLOW,
    /** All rows of a call are answered but some that the store takes its time for. */
    ROW_SLOW,
    STORE_DOWN,
    /** The store refuses a call, or some rows of it, for no reason of their own. */
    STORE_TRANSIENT,
    /** The store has written and says that it has not. */
    STORE_TIMEOUT_AFTER_WRITE,
    /** Another server takes the store's place, which holds an earlier state of it. */
    STORE_SET_BACK,
    /** The store does not say how far the process has come, or does not hear it. */
    PROGRESS_FAILED,
    /** What comes next is not in the log any more. */
    LOG_CUT(CALLBACK, DRAINING, FENCED, BREAKER, LETTER, DEPENDENCY, BUDGET, PIPELINE),
    LETTERS_DOWN,
    /** Stored, but not acknowledged, and so sent again. */
    LETTER_ACK_LOST,
    /** A write of a process that does not own the partition any more, or is dead. */
    ZOMBIE_WRITE,
    /** The process does not poll for so long that it is expelled. */
    SUSPENDED(CALLBACK, DRAINING),
    KILLED,
    /** Killed with a write carried out and its answer on the way. */
    KILLED_BEFORE_ANSWER,
    STOPPED(DRAINING);

    @SuppressWarnings("ImmutableEnumChecker") // Nobody changes it after the constructor.
    private final Set<SimulationState> mustMeet =
            EnumSet.of(CALLBACK, DRAINING, FENCED, BREAKER, LETTER, DEPENDENCY, BUDGET, PIPELINE, BUSY);

    SimulationFault(SimulationState... cannotMeet) {
        for (SimulationState state : cannotMeet) {
            mustMeet.remove(state);
        }
    }

    /** The states in which many seeds must have seen it. */
    Set<SimulationState> mustMeet() {
        return Collections.unmodifiableSet(mustMeet);
    }

    static SimulationFault ofCommit(RuntimeException failure) {
        if (failure instanceof RebalanceInProgressException) {
            return COMMIT_REBALANCE_IN_PROGRESS;
        }
        if (failure instanceof RetriableCommitFailedException) {
            return COMMIT_RETRIABLE;
        }
        return failure instanceof CommitFailedException ? COMMIT_FAILED : COMMIT_TIMEOUT;
    }
}
