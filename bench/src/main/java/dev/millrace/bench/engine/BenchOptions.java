package dev.millrace.bench.engine;

import dev.millrace.bench.sample.Keys;
import java.util.List;

/**
 * What is to be measured, and how long.
 *
 * @param seconds that count, of each contestant in each scenario
 * @param slices in which each contestant's seconds are cut, so that contestants take turns
 * @param trialSeconds that count, of each setting among which a contestant's best is looked for
 * @param warmUpSeconds before each slice and each trial
 * @param records in each topic
 */
record BenchOptions(
        List<Peer> peers,
        List<Keys> keys,
        List<TargetKind> targets,
        double seconds,
        int slices,
        double trialSeconds,
        double warmUpSeconds,
        long records,
        long seed) {}
