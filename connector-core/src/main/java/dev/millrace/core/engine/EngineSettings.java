package dev.millrace.core.engine;

import dev.millrace.core.failure.RetryPolicy;
import java.time.Duration;

/**
 * How the engine works.
 *
 * @param lanes workers, each with one queue; 1 to 256
 * @param batchRecords most records in one batch; 1 and more
 * @param commitInterval shortest time between two commits
 * @param revokeBudget longest time in a rebalance callback
 * @param drainBudget longest time to finish what is in flight at shutdown
 * @param dependencyWait how long a write waits for other rows before it is a dead letter
 */
public record EngineSettings(
        int lanes,
        int batchRecords,
        Duration commitInterval,
        Duration revokeBudget,
        Duration drainBudget,
        Duration dependencyWait,
        RetryPolicy retry) {}
