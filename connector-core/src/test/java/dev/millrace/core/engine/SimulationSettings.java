package dev.millrace.core.engine;

import dev.millrace.core.failure.RetryPolicy;
import java.time.Duration;
import java.util.Random;

/**
 * What is drawn once for a seed.
 *
 * @param protocol how the group rebalances
 * @param answers how the store answers
 * @param wandering whether a row's changes come through any partition and any key, so that only versions order them
 * @param keyless whether records have no key
 * @param rows different rows
 * @param maxPollRecords most records of one poll
 * @param engine of every process
 * @param restlessness a fault is arranged once in so many steps
 */
record SimulationSettings(
        Protocol protocol,
        Answers answers,
        boolean wandering,
        boolean keyless,
        int rows,
        int maxPollRecords,
        EngineSettings engine,
        int restlessness) {
    static final int PARTITIONS = 3;
    static final int CHANGES = 200;
    static final RetryPolicy RETRY = new RetryPolicy(Duration.ofMillis(2), Duration.ofMillis(50));
    /** No seed has so many dead letters. */
    static final int NO_POISON_LIMIT = 10_000;

    /** How partitions change hands. */
    enum Protocol {
        /** Everybody gives everything up, then everybody is given its share. */
        EAGER,
        /** Only what moves is given up, and taken once it is free. */
        COOPERATIVE,
        /** KIP-848: the same, one partition at a time, and nobody is called for nothing. */
        CONSUMER
    }

    /** How the store answers the writes of a call. */
    enum Answers {
        /** All before the call returns. */
        AT_ONCE,
        /** All together, some time later. */
        TOGETHER,
        /** Each by itself, in any order, some much later than the others. */
        ROW_BY_ROW;

        static Answers draw(Random random) {
            int drawn = random.nextInt(6);
            return drawn < 1 ? AT_ONCE : drawn < 3 ? TOGETHER : ROW_BY_ROW;
        }
    }

    static SimulationSettings draw(Random random) {
        EngineSettings engine = new EngineSettings(
                random.nextInt(1, 4),
                random.nextInt(1, 20),
                random.nextInt(1, 4),
                random.nextInt(5, 60),
                random.nextInt(100, 2_000),
                Duration.ofMillis(random.nextInt(20)),
                Duration.ofMillis(random.nextInt(1, 800)),
                Duration.ofMillis(random.nextInt(1, 2_000)),
                Duration.ofMinutes(5),
                RETRY,
                random.nextInt(6) == 0 ? random.nextInt(3) : NO_POISON_LIMIT,
                EngineSettings.OnGap.STOP);
        return new SimulationSettings(
                Protocol.values()[random.nextInt(3)],
                Answers.draw(random),
                random.nextInt(3) == 0,
                random.nextInt(8) == 0,
                random.nextInt(3, 25),
                random.nextInt(5, 60),
                engine,
                random.nextInt(8, 24));
    }

    /** For a process that is started after somebody has looked at the dead letters. */
    EngineSettings withoutPoisonLimit() {
        return new EngineSettings(
                engine.lanes(),
                engine.batchRecords(),
                engine.pipelineDepth(),
                engine.inFlightRecords(),
                engine.inFlightBytes(),
                engine.commitInterval(),
                engine.revokeBudget(),
                engine.drainBudget(),
                engine.dependencyWait(),
                engine.retry(),
                NO_POISON_LIMIT,
                engine.onGap());
    }
}
