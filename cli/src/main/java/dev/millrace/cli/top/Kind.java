package dev.millrace.cli.top;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a process is, by the metrics that only it has, and what a line of it shows. */
enum Kind {
    CAPTURE("cdc_capture_changes_total", "cdc_capture_durable_seconds") {
        @Override
        String behind(Reading reading) {
            return "";
        }

        @Override
        String trouble(Reading now, Reading earlier) {
            return now.metrics().sum("cdc_capture_paused") > 0 ? "the storage is full" : "";
        }
    },
    PUBLISHER("cdc_publisher_changes_total", "cdc_publisher_acknowledgement_seconds") {
        @Override
        String behind(Reading reading) {
            return count(reading.metrics().sum("cdc_publisher_lag_changes"));
        }

        @Override
        String trouble(Reading now, Reading earlier) {
            return now.metrics().sum("cdc_publisher_connected") > 0 ? "" : "not connected";
        }
    },
    DISPATCHER("cdc_dispatcher_stored_records_total", "cdc_dispatcher_source_latency_seconds") {
        @Override
        String behind(Reading reading) {
            return count(reading.metrics().sum("cdc_dispatcher_unacknowledged_changes"));
        }

        @Override
        String trouble(Reading now, Reading earlier) {
            double ended = now.metrics().sum("cdc_dispatcher_disconnects_total")
                    - earlier.metrics().sum("cdc_dispatcher_disconnects_total");
            return ended > 0 ? count(ended) + " connections ended" : "";
        }
    },
    CONNECTOR("cdc_records_total", "cdc_end_to_end_latency_seconds") {
        @Override
        String behind(Reading reading) {
            return count(reading.metrics().sum("cdc_consumer_lag_records"));
        }

        @Override
        String trouble(Reading now, Reading earlier) {
            double letters = now.metrics().sum("cdc_dlq_records_total");
            double paused = now.metrics().sum("cdc_paused_partitions");
            String dead = letters > 0 ? count(letters) + " dead letters" : "";
            String waiting = paused > 0 ? count(paused) + " partitions paused" : "";
            return dead + (dead.isEmpty() || waiting.isEmpty() ? "" : ", ") + waiting;
        }
    };

    private final String counter;
    private final String latency;

    Kind(String counter, String latency) {
        this.counter = counter;
        this.latency = latency;
    }

    /** What serves these metrics; empty for what is none of ours. */
    static Optional<Kind> of(Reading reading) {
        return Arrays.stream(values())
                .filter(kind ->
                        reading.metrics().has(kind.counter) || reading.metrics().has(kind.latency + "_bucket"))
                .findFirst();
    }

    /** What waits; empty where nothing can. */
    abstract String behind(Reading reading);

    /** What somebody should look at; empty where there is nothing. */
    abstract String trouble(Reading now, Reading earlier);

    /** A second's changes. */
    double rate(Reading now, Reading earlier) {
        return now.rate(earlier, counter);
    }

    /** The latency that a share of the changes did not exceed. */
    OptionalDouble latency(Reading now, Reading earlier, double share) {
        return now.quantile(earlier, latency, share);
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
