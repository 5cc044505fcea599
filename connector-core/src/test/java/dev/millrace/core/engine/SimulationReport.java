package dev.millrace.core.engine;

import java.util.Map;

/**
 * What one simulation did.
 *
 * @param faults how often each
 * @param reached how often each fault in each state of the engine
 */
record SimulationReport(
        long seed, long steps, int records, Map<Simulation.Fault, Integer> faults, Map<String, Integer> reached) {}
