package dev.millrace.bench.postgres;

import dev.millrace.bench.run.Measured;
import java.util.Arrays;

/**
 * From the call of the producer to the answer in which a reader of the table first sees the row.
 *
 * @param p50Millis of the rows that were looked for
 * @param p99Millis likewise
 * @param looked how many these were
 * @param measured all changes, with the CPU of the entrant's JVM
 * @param peakKib the most memory that the JVM had; 0 where the system does not tell
 */
record Latencies(double p50Millis, double p99Millis, double mostMillis, int looked, Measured measured, long peakKib) {

    /** @param nanos at least one */
    static Latencies of(long[] nanos, Measured measured, long peakKib) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(
                quantile(sorted, 0.5), quantile(sorted, 0.99), quantile(sorted, 1), sorted.length, measured, peakKib);
    }

    /** In milliseconds. */
    private static double quantile(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1] * 1e-6;
    }
}
