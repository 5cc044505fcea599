package dev.millrace.core.engine;

/**
 * What one simulation did.
 *
 * @param steps of everybody: processes, store, dead letter topic, clock
 * @param records in the log, duplicates included
 * @param virtualMillis on the virtual clock
 * @param digest of all steps and times: equal for equal runs
 * @param table what happened, and when
 */
record SimulationReport(long seed, long steps, int records, long virtualMillis, long digest, SimulationTable table) {}
