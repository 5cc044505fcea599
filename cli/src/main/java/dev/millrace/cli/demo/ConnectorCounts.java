package dev.millrace.cli.demo;

import dev.millrace.core.observe.MetricsPage;

/** Settled records by outcome, as the connector's metrics say. */
record ConnectorCounts(long applied, long stale, long superseded, long deadLettered) {

    static ConnectorCounts of(MetricsPage metrics) {
        return new ConnectorCounts(
                count(metrics, "applied"),
                count(metrics, "stale"),
                count(metrics, "superseded"),
                count(metrics, "dead_lettered"));
    }

    private static long count(MetricsPage metrics, String outcome) {
        return (long) metrics.sum("cdc_records_total", "outcome", outcome);
    }
}
