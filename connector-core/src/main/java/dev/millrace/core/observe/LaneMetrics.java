package dev.millrace.core.observe;

import io.micrometer.core.instrument.Counter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one lane counts record by record: added up here, where nobody else writes, and handed over batch by batch. For the lane's
 * thread.
 */
public final class LaneMetrics {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MILLIS_PER_SECOND = 1_000;
    /** Where a wrong clock would overflow the sum. */
    private static final long LONGEST_SECONDS = 100L * 365 * 24 * 3600;

    private final ConnectorMetrics metrics;
    private final Map<String, Settled> outcomes = new HashMap<>();
    private final LatencyHistogram.Batch sourceToKafka = new LatencyHistogram.Batch();
    private final Map<String, LatencyHistogram.Batch> endToEnd = new HashMap<>();
    private Instant answered = Instant.EPOCH;

    /** How many records came to one outcome since the last flush. */
    private static final class Settled {
        private final Counter counter;
        private long count;

        Settled(Counter counter) {
            this.counter = counter;
        }

        void flush() {
            if (count != 0) {
                counter.increment((double) count);
                count = 0;
            }
        }
    }

    LaneMetrics(ConnectorMetrics metrics, List<String> labels) {
        this.metrics = metrics;
        labels.forEach(label -> outcomes.put(label, new Settled(metrics.outcome(label))));
    }

    /**
     * A change was read.
     *
     * @param committed when its source committed it
     * @param onBrokerMillis its record's time on the broker, since 1970
     */
    public void read(Instant committed, long onBrokerMillis) {
        sourceToKafka.add(nanosBetween(
                committed,
                Math.floorDiv(onBrokerMillis, MILLIS_PER_SECOND),
                Math.floorMod(onBrokerMillis, MILLIS_PER_SECOND) * NANOS_PER_MILLI));
    }

    /** The target answered a call, now; what follows until {@link #flush()} was acknowledged then. */
    public void answered() {
        answered = metrics.now();
    }

    /** A change was applied. The table is a configured one: the target knows it. */
    public void applied(String table, Instant committed) {
        endToEnd.computeIfAbsent(table, any -> new LatencyHistogram.Batch())
                .add(nanosBetween(committed, answered.getEpochSecond(), answered.getNano()));
    }

    /** So many records were settled. */
    public void settled(String outcome, int count) {
        outcomes.computeIfAbsent(outcome, label -> new Settled(metrics.outcome(label))).count += count;
    }

    /** Hands over what was counted since the last time. */
    public void flush() {
        outcomes.values().forEach(Settled::flush);
        metrics.sourceToKafka().record(sourceToKafka);
        endToEnd.forEach((table, batch) -> metrics.endToEnd(table).record(batch));
    }

    /** 0 where the source's clock is ahead. */
    private static long nanosBetween(Instant from, long toSeconds, long toNanos) {
        long seconds = Math.min(LONGEST_SECONDS, toSeconds - from.getEpochSecond());
        return seconds < 0 ? 0 : Math.max(0, seconds * NANOS_PER_SECOND + toNanos - from.getNano());
    }
}
