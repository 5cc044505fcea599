package dev.millrace.core.observe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private static final long[] NONE = new long[LatencyHistogram.BUCKETS];

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    @Test
    void aBatchCountsAsItsDurationsOneByOneAndIsEmptyAfterwards() {
        LatencyHistogram single = new LatencyHistogram();
        LatencyHistogram batched = new LatencyHistogram();
        LatencyHistogram.Batch batch = new LatencyHistogram.Batch();
        for (long duration : new long[] {0, 1, millis(1), millis(1) + 1, millis(7), millis(7), millis(900_000)}) {
            single.record(duration);
            batch.add(duration);
        }
        batched.record(batch);
        batched.record(batch);
        single.record(millis(7));
        batch.add(millis(7));
        batched.record(batch);
        assertArrayEquals(single.counts(), batched.counts());
        assertEquals(single.sumInSeconds(), batched.sumInSeconds());
        assertEquals(3, batched.counts()[0], "a bound belongs to its bucket");
        assertEquals(1, batched.counts()[LatencyHistogram.BUCKETS - 1], "longer than all bounds");
    }

    @Test
    void aQuantileIsAFifthOffAtMost() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 1; i <= 1_000; i++) {
            histogram.record(millis(i));
        }
        assertQuantile(0.5, histogram, 0.5);
        assertQuantile(0.99, histogram, 0.99);
    }

    private static void assertQuantile(double expected, LatencyHistogram histogram, double share) {
        @Nullable Double found = LatencyHistogram.quantile(NONE, histogram.counts(), share);
        assertNotNull(found);
        assertEquals(expected, found, expected / 5);
    }

    @Test
    void aQuantileKnowsOnlyWhatCameBetweenTheReadings() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(millis(10_000));
        long[] earlier = histogram.counts();
        assertNull(LatencyHistogram.quantile(earlier, histogram.counts(), 0.5));
        histogram.record(millis(2));
        @Nullable Double found = LatencyHistogram.quantile(earlier, histogram.counts(), 0.99);
        assertNotNull(found);
        assertEquals(0.002, found, 0.0004);
    }
}
