package dev.millrace.cli.demo;

/** Settled records by outcome, as the connector's metrics say. */
record ConnectorCounts(long applied, long stale, long superseded, long deadLettered) {
    static final ConnectorCounts NONE = new ConnectorCounts(0, 0, 0, 0);

    ConnectorCounts plus(ConnectorCounts other) {
        return new ConnectorCounts(
                applied + other.applied,
                stale + other.stale,
                superseded + other.superseded,
                deadLettered + other.deadLettered);
    }
}
