package dev.millrace.core.engine;

import java.util.Locale;

/** Why nothing is fetched from a partition: the {@code reason} label of {@code cdc_paused_partitions}. */
enum PauseReason {
    /** Changes are missing at its beginning or behind its end: somebody has to decide. */
    GAP,
    /** The target has not said yet how far it is. */
    PROGRESS,
    /** Too many dead letters: somebody has to look. */
    POISON_LIMIT,
    /** The source has to be changed, or somebody has to decide. */
    SOURCE,
    /** The registry that has the schema of its next record does not answer. */
    SCHEMA,
    /** The target is not available. */
    BREAKER,
    /** The connector drains what is in flight. */
    DRAIN,
    /** As many polls are in flight as may be. */
    PIPELINE,
    /** As many records or bytes of the partition are in flight as may be. */
    BUDGET;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
