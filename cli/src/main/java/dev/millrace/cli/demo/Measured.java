package dev.millrace.cli.demo;

import java.util.OptionalDouble;

/**
 * What was measured while the changes were replicated.
 *
 * @param changesPerSecond replicated
 * @param pace changes per second at the source while the latencies were measured
 * @param p50 seconds; empty where nothing was measured
 * @param p99 seconds; empty where nothing was measured
 */
record Measured(double changesPerSecond, double pace, OptionalDouble p50, OptionalDouble p99) {}
