package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final int SEEDS = Integer.getInteger("millrace.simulation.seeds", 10_000);

    @Test
    void everySeedEndsInTheStateOfItsSource() {
        long seed = Long.getLong("millrace.simulation.seed", -1);
        if (seed >= 0) {
            System.out.println(new Simulation(seed).run());
            return;
        }
        List<Long> steps = new ArrayList<>();
        Map<String, Integer> reached = new TreeMap<>();
        int leastFaults = Integer.MAX_VALUE;
        for (int i = 0; i < SEEDS; i++) {
            SimulationReport report = new Simulation(i).run();
            steps.add(report.steps());
            leastFaults = Math.min(leastFaults, report.faults().size());
            report.reached().forEach((what, times) -> reached.merge(what, times, Integer::sum));
        }
        Collections.sort(steps);
        System.out.println("Simulation: " + SEEDS + " seeds, median " + steps.get(SEEDS / 2) + " steps");
        reached.forEach((what, times) -> System.out.printf("  %-40s %,d%n", what, times));
        assertTrue(steps.get(SEEDS / 2) >= 500);
        assertTrue(leastFaults >= 3, "kinds of fault: " + leastFaults);
    }
}
