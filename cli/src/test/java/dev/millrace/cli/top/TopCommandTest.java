package dev.millrace.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TopCommandTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void shows_a_line_of_each_process_in_the_order_of_a_changes_way() {
        Map<String, Reading> earlier = Map.of(
                "connector-redis", connector(100, 40, 0, 0),
                "capture", capture(1_000, 500, 0),
                "publisher", publisher(900, 80, 1),
                "other", Reading.parse("up 1\n", 0));
        Map<String, Reading> now = Map.of(
                "connector-redis", connector(5_100, 90, 3, 2 * SECOND),
                "capture", capture(3_000, 1_000, 2 * SECOND),
                "publisher", publisher(2_900, 17, 0),
                "other", Reading.parse("up 1\n", SECOND));

        assertEquals(
                List.of(
                        "                            changes/s     behind     p50 ms     p99 ms",
                        "capture                         1,000                     2          5",
                        "publisher                           0         17                        not connected",
                        "connector-redis                 2,500      1,234         10         10  3 dead letters"),
                TopCommand.lines(now, earlier));
    }

    private static Reading capture(long changes, long units, long nanoTime) {
        return Reading.parse(
                "# HELP cdc_capture_changes_total Changes\ncdc_capture_changes_total " + changes + ".0\n"
                        + "cdc_capture_durable_seconds_bucket{le=\"0.002\"} " + units * 9 / 10 + "\n"
                        + "cdc_capture_durable_seconds_bucket{le=\"0.005\"} " + units + "\n"
                        + "cdc_capture_durable_seconds_bucket{le=\"+Inf\"} " + units + "\ncdc_capture_paused 0.0\n",
                nanoTime);
    }

    private static Reading publisher(long changes, long lag, int connected) {
        return Reading.parse(
                "cdc_publisher_changes_total " + changes + "\ncdc_publisher_lag_changes " + lag
                        + "\ncdc_publisher_connected " + connected + "\n",
                0);
    }

    private static Reading connector(long records, long quick, long letters, long nanoTime) {
        String table = "table=\"A\",";
        return Reading.parse(
                "cdc_records_total{outcome=\"applied\"} " + (records - 60)
                        + "\ncdc_records_total{outcome=\"stale\"} 60\n"
                        + "cdc_end_to_end_latency_seconds_bucket{" + table + "le=\"0.01\"} " + quick
                        + "\ncdc_end_to_end_latency_seconds_bucket{" + table + "le=\"+Inf\"} " + quick
                        + "\ncdc_consumer_lag_records 1234\ncdc_dlq_records_total{reason=\"X\"} " + letters + "\n",
                nanoTime);
    }
}
