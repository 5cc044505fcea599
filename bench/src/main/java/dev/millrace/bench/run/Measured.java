package dev.millrace.bench.run;

/**
 * What a contestant has done.
 *
 * @param records settled: written, or replaced by a newer change of the row in the same batch
 * @param nanos that it took
 * @param cpuNanos of the contestant's JVM, garbage collection and compilation included
 */
public record Measured(long records, long nanos, long cpuNanos) {
    public static final Measured NOTHING = new Measured(0, 0, 0);

    public Measured plus(Measured other) {
        return new Measured(records + other.records, nanos + other.nanos, cpuNanos + other.cpuNanos);
    }

    public double perSecond() {
        return nanos == 0 ? 0 : records * 1e9 / nanos;
    }

    public double cpuSecondsPerMillion() {
        return records == 0 ? 0 : cpuNanos * 1e-3 / records;
    }
}
