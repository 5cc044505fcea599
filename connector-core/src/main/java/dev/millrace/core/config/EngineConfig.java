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
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(45);
    /** Lanes, consumer and producer of dead letters, 5 s each. */
    private static final Duration CLOSING = Duration.ofSeconds(15);

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
        EngineConfig engine = values(reader);
        Duration grace = reader.duration(
                "engine.termination-grace",
                DEFAULT_GRACE,
                SHORTEST,
                LONGEST,
                "What the orchestrator waits between SIGTERM and SIGKILL. `drain-budget`, `revoke-budget` for the last commit,"
                        + " and 15 s for closing have to fit into it: that is checked, nothing else depends on it.");
        engine.requireNesting(reader, grace);
        return engine;
    }

    /** Each budget has to fit into the one around it, else the outer one cuts it short. */
    private void requireNesting(ConfigReader reader, Duration grace) {
        if (revokeBudget.compareTo(drainBudget) >= 0) {
            tooLong(reader, "engine.revoke-budget", revokeBudget, "is not less than engine.drain-budget", drainBudget);
        }
        Duration close = drainBudget.plus(revokeBudget).plus(CLOSING);
        if (close.compareTo(grace) > 0) {
            tooLong(
                    reader,
                    "engine.termination-grace",
                    grace,
                    "is less than drain-budget, revoke-budget and " + DurationText.of(CLOSING) + " for closing",
                    close);
        }
        if (retryFirst.compareTo(retryLimit) > 0) {
            tooLong(reader, "engine.retry-first", retryFirst, "is more than engine.retry-limit", retryLimit);
        }
    }

    private static void tooLong(ConfigReader reader, String path, Duration found, String what, Duration bound) {
        reader.problem(
                ProblemCode.CONFIG_VALUE_INVALID,
                path,
                DurationText.of(found) + " " + what + ", " + DurationText.of(bound),
                "change one of them");
    }

    private static EngineConfig values(ConfigReader reader) {
        return new EngineConfig(
                reader.whole(
                        "engine.lanes",
                        DEFAULT_LANES,
                        1,
                        MAX_LANES,
                        "Workers. PostgreSQL only: each uses one connection to the database; one more is opened for reading."),
                reader.whole(
                        "engine.batch-records", DEFAULT_BATCH, 1, MAX_BATCH, "Most records of one batch of one lane."),
                reader.whole(
                        "engine.pipeline-depth",
                        DEFAULT_DEPTH,
                        1,
                        MAX_DEPTH,
                        "Polls in flight. With 1 everything handed out is settled before more is fetched."),
                reader.whole(
                        "engine.in-flight-records",
                        DEFAULT_RECORDS,
                        1,
                        Integer.MAX_VALUE,
                        "Most records in flight; one poll more at the worst. Each assigned partition has an equal share."),
                reader.whole(
                        "engine.in-flight-megabytes",
                        DEFAULT_MEGABYTES,
                        1,
                        MAX_MEGABYTES,
                        "Most MiB of keys, values and headers in flight, likewise."),
                reader.duration(
                        "engine.commit-interval",
                        Duration.ofMillis(200),
                        Duration.ZERO,
                        LONGEST,
                        "Shortest time between two commits of offsets."),
                reader.duration(
                        "engine.revoke-budget",
                        Duration.ofSeconds(5),
                        SHORTEST,
                        LONGEST,
                        "Longest wait for writes under way when a partition is taken away. `/livez` fails after four times this time without a poll."),
                reader.duration(
                        "engine.drain-budget",
                        Duration.ofSeconds(20),
                        SHORTEST,
                        LONGEST,
                        "Longest wait for what is in flight when the connector is stopped."),
                reader.duration(
                        "engine.dependency-wait",
                        Duration.ofMinutes(5),
                        SHORTEST,
                        LONGEST,
                        "PostgreSQL only: how long a write is repeated that a unique or foreign key of the target refuses; then it is a dead letter."),
                reader.duration(
                        "engine.retry-first",
                        Duration.ofMillis(50),
                        SHORTEST,
                        LONGEST,
                        "Delay before the first retry. It doubles each time; a random half of it is left out."),
                reader.duration(
                        "engine.retry-limit",
                        Duration.ofSeconds(2),
                        SHORTEST,
                        LONGEST,
                        "Longest delay before a retry, and between two probes of a database that is down."),
                reader.whole(
                        "engine.poison-limit",
                        DEFAULT_POISON,
                        0,
                        Integer.MAX_VALUE,
                        "Most dead letters among the last 1,000 records. One more, and nothing is handed out until the connector is started again."),
                reader.choice(
                        "engine.on-gap",
                        OnGap.STOP,
                        "A partition whose next change is gone waits, or goes on at the beginning of its log."),
                reader.duration(
                        "engine.max-ahead",
                        Duration.ofHours(1),
                        SHORTEST,
                        LONGEST,
                        "How far a store clock value may lie after its record's timestamp. Beyond, the record is rejected: it would freeze its row."));
    }
}
