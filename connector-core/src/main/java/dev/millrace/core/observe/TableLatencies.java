package dev.millrace.core.observe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Each table's end-to-end latency over the last minute: the difference between its histogram now and then. For the poll loop's
 * thread.
 */
final class TableLatencies {
    private static final long STEP_MILLIS = 10_000;
    private static final int STEPS = 6;
    private static final double MEDIAN = 0.5;
    private static final double MOST = 0.99;

    private final Deque<Map<String, long[]>> readings = new ArrayDeque<>();
    private long nextMillis = Long.MIN_VALUE;

    List<StatusSnapshot.Table> read(Map<String, LatencyHistogram> histograms, long nowMillis) {
        Map<String, long[]> now = new HashMap<>();
        histograms.forEach((table, histogram) -> now.put(table, histogram.counts()));
        Map<String, long[]> then = readings.isEmpty() ? Map.of() : readings.getFirst();
        List<StatusSnapshot.Table> tables = new ArrayList<>();
        now.keySet().stream().sorted().forEach(table -> {
            long[] later = now.getOrDefault(table, new long[LatencyHistogram.BUCKETS]);
            long[] earlier = then.getOrDefault(table, new long[LatencyHistogram.BUCKETS]);
            @Nullable Double p50 = LatencyHistogram.quantile(earlier, later, MEDIAN);
            @Nullable Double p99 = LatencyHistogram.quantile(earlier, later, MOST);
            tables.add(new StatusSnapshot.Table(table, count(later) - count(earlier), p50, p99));
        });
        if (nowMillis >= nextMillis) {
            nextMillis = nowMillis + STEP_MILLIS;
            readings.addLast(now);
            if (readings.size() > STEPS) {
                readings.removeFirst();
            }
        }
        return tables;
    }

    private static long count(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
