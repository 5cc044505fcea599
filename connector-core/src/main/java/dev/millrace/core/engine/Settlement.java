package dev.millrace.core.engine;

import java.util.Locale;

/** How a record was settled: the {@code outcome} label of {@code cdc_records_total}. Nothing else settles a record. */
enum Settlement {
    APPLIED,
    STALE,
    /** Settled with the newer change of its row that replaced it in the batch. */
    SUPERSEDED,
    /** A control record: it changes no row. */
    SKIPPED,
    /** Acknowledged by the dead letter topic. */
    DEAD_LETTERED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
