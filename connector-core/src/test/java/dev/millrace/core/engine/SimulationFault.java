package dev.millrace.core.engine;

/** What goes wrong in a simulation, counted when it takes effect and not when it is arranged. */
enum SimulationFault {
    /** Partitions came and went with the process's consent. */
    REBALANCE,
    /** The process was expelled and learns it at its next poll. */
    LOST,
    /** An answer to an asynchronous commit that comes after its partition went away. */
    COMMIT_ANSWERED_LATE,
    COMMIT_REBALANCE_IN_PROGRESS,
    COMMIT_FAILED,
    COMMIT_TIMEOUT,
    COMMIT_WAKEUP,
    COMMIT_RETRIABLE,
    /** Offsets without a record, as compaction and the ends of transactions leave them. */
    GAP,
    /** A change that is in the log once more. */
    DUPLICATE,
    /** A record larger than all that may be in flight. */
    OVERSIZED,
    POISON,
    DEPENDENCY,
    STORE_SLOW,
    STORE_DOWN,
    /** The store refuses a call, or some rows of it, for no reason of their own. */
    STORE_TRANSIENT,
    /** The store has written and says that it has not. */
    STORE_TIMEOUT_AFTER_WRITE,
    LETTERS_DOWN,
    /** Stored, but not acknowledged, and so sent again. */
    LETTER_ACK_LOST,
    /** A write of a process that does not own the partition any more, or is dead. */
    ZOMBIE_WRITE,
    /** The process does not poll for so long that it is expelled. */
    SUSPENDED,
    KILLED,
    /** Killed with a write carried out and its answer on the way. */
    KILLED_BEFORE_ANSWER,
    STOPPED
}
