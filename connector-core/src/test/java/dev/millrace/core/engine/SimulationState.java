package dev.millrace.core.engine;

import java.util.Optional;

/** What a fault meets: the first that is true. */
enum SimulationState {
    DEAD,
    /** In a rebalance callback. */
    CALLBACK,
    DRAINING,
    /** Expelled, and does not know it. */
    FENCED,
    HALTED,
    BREAKER,
    /** A dead letter is on its way. */
    LETTER,
    /** A row waits for others. */
    DEPENDENCY,
    BUDGET,
    PIPELINE,
    BUSY,
    IDLE,
    /** Without partitions. */
    EMPTY;

    static SimulationState of(SimulatedProcess process, EngineParts parts) {
        if (process.isDead()) {
            return DEAD;
        }
        if (process.consumer().member().isInCallback()) {
            return CALLBACK;
        }
        if (process.isDraining()) {
            return DRAINING;
        }
        if (process.consumer().member().isExpelled()) {
            return FENCED;
        }
        if (process.isHalted()) {
            return HALTED;
        }
        if (process.isBreakerOpen()) {
            return BREAKER;
        }
        if (process.hasLetterWaiting()) {
            return LETTER;
        }
        return process.audit().hasWaitingRow() ? DEPENDENCY : ofPauses(process, parts);
    }

    private static SimulationState ofPauses(SimulatedProcess process, EngineParts parts) {
        boolean paused = false;
        for (SimulatedPartitions.Held held : process.consumer().held().list()) {
            Optional<PauseReason> reason = parts.loop().pausedFor(held.id());
            if (reason.isPresent() && reason.get() == PauseReason.BUDGET) {
                return BUDGET;
            }
            paused |= reason.isPresent();
        }
        if (paused) {
            return PIPELINE;
        }
        if (process.consumer().held().isEmpty()) {
            return EMPTY;
        }
        return parts.loop().isIdle() ? IDLE : BUSY;
    }
}
