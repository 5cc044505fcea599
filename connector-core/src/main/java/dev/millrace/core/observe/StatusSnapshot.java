package dev.millrace.core.observe;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the poll loop saw at one moment: what {@code /status} shows. Immutable; no payload.
 *
 * @param breaker whether the target may be called, and since when not
 * @param halted why nothing is handed out until a restart
 * @param freshnessSeconds as {@code cdc_freshness_seconds}
 * @param inFlightPolls polls of which something is neither settled nor set aside
 */
public record StatusSnapshot(
        Instant at,
        Instant lastPoll,
        long rebalances,
        Breaker breaker,
        Optional<String> halted,
        double freshnessSeconds,
        long lagRecords,
        int inFlightPolls,
        List<Partition> partitions,
        List<Table> tables) {

    public StatusSnapshot {
        partitions = List.copyOf(partitions);
        tables = List.copyOf(tables);
    }

    /**
     * The circuit breaker.
     *
     * @param state {@code closed}, {@code open} or {@code probing}
     * @param reason kind and code of the failure that opened it last
     */
    public record Breaker(String state, Optional<String> reason, Optional<Instant> since) {}

    /**
     * One assigned partition; offsets are the next to be read, committed and settled.
     *
     * @param oldest the first record that is not settled
     * @param lagRecords behind the position, where the end is known
     * @param paused why nothing is fetched from it
     */
    public record Partition(
            String topic,
            int partition,
            long position,
            long committed,
            long head,
            Optional<Unsettled> oldest,
            long inFlightRecords,
            long inFlightBytes,
            Optional<Long> lagRecords,
            Optional<String> paused) {}

    /**
     * A record that is not settled.
     *
     * @param ageSeconds by its commit at the source where it is decoded, else by its time on the broker
     */
    public record Unsettled(long offset, double ageSeconds) {}

    /**
     * One table's end-to-end latency over the last minute.
     *
     * @param applied changes applied in it
     * @param p50Seconds absent where there were none, as is {@code p99Seconds}
     */
    public record Table(
            String table,
            long applied,
            @Nullable Double p50Seconds,
            @Nullable Double p99Seconds) {}
}
