package dev.millrace.core.engine;

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
    EMPTY
}
