package dev.millrace.core.config;

import java.time.Duration;

/**
 * The section {@code engine}.
 *
 * @param maxAhead how far a change's token may lie after its record's time on the broker
 */
public record EngineConfig(
        int lanes,
        int batchRecords,
        int pipelineDepth,
        int inFlightRecords,
        int inFlightMegabytes,
        Duration commitInterval,
        Duration revokeBudget,
        Duration drainBudget,
        Duration dependencyWait,
        Duration retryFirst,
        Duration retryLimit,
        int poisonLimit,
        OnGap onGap,
        Duration maxAhead) {
    /** What becomes of a partition whose next change is gone. */
    public enum OnGap {
        STOP,
        CONTINUE
    }

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int DEFAULT_LANES = 4;
    private static final int MAX_LANES = 256;
    private static final int DEFAULT_BATCH = 2_000;
    private static final int MAX_BATCH = 100_000;
    private static final int DEFAULT_DEPTH = 2;
    private static final int MAX_DEPTH = 64;
    private static final int DEFAULT_RECORDS = 50_000;
    private static final int DEFAULT_MEGABYTES = 64;
    private static final int MAX_MEGABYTES = 65_536;
    private static final int DEFAULT_POISON = 10;

    static EngineConfig read(ConfigReader reader) {
        return new EngineConfig(
                reader.whole("engine.lanes", DEFAULT_LANES, 1, MAX_LANES),
                reader.whole("engine.batch-records", DEFAULT_BATCH, 1, MAX_BATCH),
                reader.whole("engine.pipeline-depth", DEFAULT_DEPTH, 1, MAX_DEPTH),
                reader.whole("engine.in-flight-records", DEFAULT_RECORDS, 1, Integer.MAX_VALUE),
                reader.whole("engine.in-flight-megabytes", DEFAULT_MEGABYTES, 1, MAX_MEGABYTES),
                reader.duration("engine.commit-interval", Duration.ofMillis(200), Duration.ZERO, LONGEST),
                reader.duration("engine.revoke-budget", Duration.ofSeconds(5), SHORTEST, LONGEST),
                reader.duration("engine.drain-budget", Duration.ofSeconds(20), SHORTEST, LONGEST),
                reader.duration("engine.dependency-wait", Duration.ofMinutes(5), SHORTEST, LONGEST),
                reader.duration("engine.retry-first", Duration.ofMillis(50), SHORTEST, LONGEST),
                reader.duration("engine.retry-limit", Duration.ofSeconds(2), SHORTEST, LONGEST),
                reader.whole("engine.poison-limit", DEFAULT_POISON, 0, Integer.MAX_VALUE),
                reader.choice("engine.on-gap", OnGap.STOP),
                reader.duration("engine.max-ahead", Duration.ofHours(1), SHORTEST, LONGEST));
    }
}
