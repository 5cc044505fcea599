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
        Duration commitInterval,
        Duration revokeBudget,
        Duration drainBudget,
        Duration dependencyWait,
        Duration retryFirst,
        Duration retryLimit,
        Duration maxAhead) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int DEFAULT_LANES = 4;
    private static final int MAX_LANES = 256;
    private static final int DEFAULT_BATCH = 2_000;
    private static final int MAX_BATCH = 100_000;

    static EngineConfig read(ConfigReader reader) {
        return new EngineConfig(
                reader.whole("engine.lanes", DEFAULT_LANES, 1, MAX_LANES),
                reader.whole("engine.batch-records", DEFAULT_BATCH, 1, MAX_BATCH),
                reader.duration("engine.commit-interval", Duration.ofMillis(200), Duration.ZERO, LONGEST),
                reader.duration("engine.revoke-budget", Duration.ofSeconds(5), SHORTEST, LONGEST),
                reader.duration("engine.drain-budget", Duration.ofSeconds(20), SHORTEST, LONGEST),
                reader.duration("engine.dependency-wait", Duration.ofMinutes(5), SHORTEST, LONGEST),
                reader.duration("engine.retry-first", Duration.ofMillis(50), SHORTEST, LONGEST),
                reader.duration("engine.retry-limit", Duration.ofSeconds(5), SHORTEST, LONGEST),
                reader.duration("engine.max-ahead", Duration.ofHours(1), SHORTEST, LONGEST));
    }
}
