package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Arrays;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * The engine against everything that can go wrong, from many seeds. One seed alone, with the engine's log: {@code ./mvnw -pl
 * connector-core test -Dtest=SimulationTest -Dmillrace.simulation.seed=N}; another number of seeds: {@code
 * -Dmillrace.simulation.seeds=N}.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("millrace.simulation.seeds", 10_000);
    private static final long ONE_SEED = Long.getLong("millrace.simulation.seed", -1);

    /** From so many seeds on, everything that can meet has met. */
    private static final int ENOUGH_SEEDS = 10_000;

    private final Logger engine = (Logger) LoggerFactory.getLogger("dev.millrace.core.engine");
    private Level level = Level.INFO;

    @BeforeEach
    void silenceTheEngine() {
        level = engine.getEffectiveLevel();
        engine.setLevel(ONE_SEED >= 0 ? Level.DEBUG : Level.OFF);
    }

    @AfterEach
    void letTheEngineSpeak() {
        engine.setLevel(level);
    }

    @Test
    void everySeedEndsInTheStateOfItsSource() {
        if (ONE_SEED >= 0) {
            SimulationReport report = new Simulation(ONE_SEED).run();
            System.out.println(report);
            return;
        }
        long start = System.nanoTime();
        ConcurrentNavigableMap<Long, AssertionError> failures = new ConcurrentSkipListMap<>();
        long[] steps = new long[SEEDS];
        SimulationTable table = new SimulationTable();
        LongStream.range(0, SEEDS).parallel().forEach(seed -> {
            try {
                SimulationReport report = new Simulation(seed).run();
                assertTrue(report.records() >= 200, "records");
                assertTrue(report.table().happened().size() >= 3, "kinds of fault");
                steps[(int) seed] = report.steps();
                synchronized (table) {
                    table.add(report.table());
                }
            } catch (AssertionError failure) {
                failures.put(seed, failure);
            }
        });
        if (!failures.isEmpty()) {
            System.out.println("Seeds that failed: " + failures.keySet());
            throw failures.firstEntry().getValue();
        }
        Arrays.sort(steps);
        System.out.printf(
                "Simulation: %,d seeds in %d s, median %,d steps, 3 partitions, %d changes and more a seed%n%s%n",
                SEEDS,
                (System.nanoTime() - start) / 1_000_000_000,
                steps[SEEDS / 2],
                SimulationSettings.CHANGES,
                table);
        assertTrue(steps[SEEDS / 2] >= 500, "median of steps");
        if (SEEDS >= ENOUGH_SEEDS) {
            requireNoHoles(table);
        }
    }

    private static void requireNoHoles(SimulationTable table) {
        for (SimulationFault fault : SimulationFault.values()) {
            for (SimulationState state : fault.mustMeet()) {
                assertTrue(table.times(fault, state) > 0, fault + " never met " + state);
            }
        }
    }

    @Test
    void theSameSeedTakesTheSameSteps() {
        for (long seed = 0; seed < 5; seed++) {
            SimulationReport first = new Simulation(seed).run();
            SimulationReport second = new Simulation(seed).run();
            assertEquals(first.digest(), second.digest());
            assertEquals(first.steps(), second.steps());
            assertEquals(first.table().toString(), second.table().toString());
        }
    }
}
