package dev.millrace.core.engine;

import dev.millrace.core.failure.RetryPolicy;
import java.time.Duration;

/**
 * How the engine works.
 *
 * @param lanes workers, each with one queue; 1 to 256
 * @param batchRecords most records in one batch, and so many rows in flight at which a lane takes no more; 1 and more
 * @param pipelineDepth polls in flight: with 1 everything handed out is settled before more is polled
 * @param inFlightRecords most records in flight, over all partitions; a poll more at the worst
 * @param inFlightBytes most bytes of keys, values and headers in flight, over all partitions; a poll more at the worst
 * @param commitInterval shortest time between two commits
 * @param revokeBudget longest time in a rebalance callback
 * @param drainBudget longest time to finish what is in flight at shutdown
 * @param dependencyWait how long a write waits for other rows before it is a dead letter
 * @param retry pauses between attempts, of one write and of the breaker's probes
 * @param poisonLimit most dead letters among the last {@link #POISON_WINDOW} records
 * @param onGap what becomes of a partition whose next change is gone
 */
public record EngineSettings(
        int lanes,
        int batchRecords,
        int pipelineDepth,
        int inFlightRecords,
        long inFlightBytes,
        Duration commitInterval,
        Duration revokeBudget,
        Duration drainBudget,
        Duration dependencyWait,
        RetryPolicy retry,
        int poisonLimit,
        OnGap onGap) {
    /** Records that the poison limit looks at. */
    public static final int POISON_WINDOW = 1_000;

    /** What becomes of a partition whose next change is gone. */
    public enum OnGap {
        /** It waits until somebody has decided; the others go on. */
        STOP,
        /** It goes on at the beginning of its log. */
        CONTINUE
    }
}
