package dev.millrace.core.observe;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Durations, counted in fixed buckets: ten a decade from 1 ms to 800 s, so that a quantile read from them is at most a fifth
 * off. Takes single durations and whole batches; a batch costs its lane an array index a record and nobody else anything.
 *
 * <p>Thread safety: everybody adds and reads; a batch belongs to one thread. A reader may see a part of what is just being added.
 */
final class LatencyHistogram {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long SHORTEST_NANOS = 1_000_000;
    private static final int DECADES = 6;
    /** Preferred numbers (ISO 3, R10), rounded to what reads well. */
    private static final double[] STEPS = {1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.4, 8};

    private static final long[] BOUNDS = bounds();
    /** One for each bound, and one for what is longer. */
    static final int BUCKETS = BOUNDS.length + 1;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
    private final LongAdder nanos = new LongAdder();

    /** Durations on their way into a histogram. For one thread. */
    static final class Batch {
        private final int[] counts = new int[BUCKETS];
        private long nanos;
        private int lowest = BUCKETS;
        private int highest = -1;

        void add(long duration) {
            int bucket = bucket(duration);
            counts[bucket]++;
            nanos += duration;
            lowest = Math.min(lowest, bucket);
            highest = Math.max(highest, bucket);
        }
    }

    private static long[] bounds() {
        long[] bounds = new long[DECADES * STEPS.length];
        double decade = SHORTEST_NANOS;
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = Math.round(decade * STEPS[i % STEPS.length]);
            if (i % STEPS.length == STEPS.length - 1) {
                decade *= 10;
            }
        }
        return bounds;
    }

    /** The upper bounds in seconds, the last one infinite. */
    static double[] boundsInSeconds() {
        double[] seconds = new double[BUCKETS];
        for (int i = 0; i < BOUNDS.length; i++) {
            seconds[i] = BOUNDS[i] / NANOS_PER_SECOND;
        }
        seconds[BOUNDS.length] = Double.POSITIVE_INFINITY;
        return seconds;
    }

    private static int bucket(long nanos) {
        int found = Arrays.binarySearch(BOUNDS, nanos);
        return found >= 0 ? found : -found - 1;
    }

    /** @param duration in nanoseconds, 0 and more */
    void record(long duration) {
        counts.incrementAndGet(bucket(duration));
        nanos.add(duration);
    }

    /** Adds the batch and empties it. */
    void record(Batch batch) {
        for (int i = batch.lowest; i <= batch.highest; i++) {
            if (batch.counts[i] != 0) {
                counts.addAndGet(i, batch.counts[i]);
                batch.counts[i] = 0;
            }
        }
        nanos.add(batch.nanos);
        batch.nanos = 0;
        batch.lowest = BUCKETS;
        batch.highest = -1;
    }

    /** How many there have been in each bucket. */
    long[] counts() {
        long[] copy = new long[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            copy[i] = counts.get(i);
        }
        return copy;
    }

    double sumInSeconds() {
        return nanos.sum() / NANOS_PER_SECOND;
    }

    /**
     * The duration that a share of those between two readings did not exceed, in seconds: interpolated in its bucket, and the
     * longest bound where it is longer.
     *
     * @param share 0 to 1
     * @return null where there were none
     */
    static @Nullable Double quantile(long[] earlier, long[] later, double share) {
        long total = 0;
        for (int i = 0; i < BUCKETS; i++) {
            total += later[i] - earlier[i];
        }
        double wanted = share * total;
        long below = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            long here = later[i] - earlier[i];
            if (here > 0 && below + here >= wanted) {
                double from = i == 0 ? 0 : BOUNDS[i - 1];
                return (from + (BOUNDS[i] - from) * (wanted - below) / here) / NANOS_PER_SECOND;
            }
            below += here;
        }
        return total == 0 ? null : BOUNDS[BOUNDS.length - 1] / NANOS_PER_SECOND;
    }
}
