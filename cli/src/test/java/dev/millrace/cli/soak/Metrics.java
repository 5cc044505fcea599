package dev.millrace.cli.soak;

import dev.millrace.core.observe.MetricsPage;

/** One reading of a connector's {@code /metrics}. */
record Metrics(MetricsPage page) {
    static final Metrics NONE = new Metrics(MetricsPage.NONE);

    static Metrics parse(String text) {
        return new Metrics(MetricsPage.parse(text));
    }

    /** The series of one name added up; 0 where there is none. */
    double value(String name) {
        return page.sum(name);
    }

    long rebalances() {
        return (long) value("cdc_rebalances_total");
    }

    long settled() {
        return (long) value("cdc_records_total");
    }

    long deadLetters() {
        return (long) value("cdc_dlq_records_total");
    }

    long paused() {
        return (long) value("cdc_paused_partitions");
    }

    /** Seconds since 1970. */
    double lastPoll() {
        return value("cdc_last_poll_timestamp_seconds");
    }
}
