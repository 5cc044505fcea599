package dev.millrace.core.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a record was settled: the {@code outcome} label of {@code cdc_records_total}. Nothing else settles a record. In the order
 * in which they win where the two writes of one record (a changed key) were answered differently.
 */
enum Settlement {
    /** A control record: it changes no row. */
    SKIPPED,
    /** Settled with the newer change of its row that replaced it in the batch. */
    SUPERSEDED,
    STALE,
    APPLIED,
    /** Acknowledged by the dead letter topic. */
    DEAD_LETTERED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** All labels, each at its outcome's ordinal. */
    static List<String> labels() {
        return Arrays.stream(values()).map(Settlement::label).toList();
    }

    String label() {
        return label;
    }

    Settlement or(Settlement other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
