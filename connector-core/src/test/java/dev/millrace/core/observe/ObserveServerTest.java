package dev.millrace.core.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObserveServerTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final MovedClock clock = new MovedClock(START);
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ConnectorMetrics metrics = new ConnectorMetrics(registry, clock, "1.2.3");
    private final Health health = new Health(metrics, clock, Duration.ofSeconds(20));
    private final ObserveServer server;

    ObserveServerTest() throws IOException {
        server = new ObserveServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new ObservedConnector(
                        registry, health, new StatusPage("bank", "1.2.3", "bank-group", START, clock, health)));
    }

    @BeforeEach
    void turn() {
        health.turning();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + server.port() + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void halfARequestDoesNotKeepAProbeFromItsAnswer() throws Exception {
        try (Socket half = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            half.getOutputStream().write('G');
            half.getOutputStream().flush();
            assertEquals(200, get("/livez").statusCode());
        }
    }

    @Test
    void itIsReadyWhileItIsInItsGroupAndDoesNotStop() throws Exception {
        assertEquals(503, get("/readyz").statusCode());
        health.joined();
        assertEquals(200, get("/readyz").statusCode());
        health.left();
        assertEquals(503, get("/readyz").statusCode());
        health.joined();
        health.stopping();
        assertEquals(503, get("/readyz").statusCode());
        assertEquals(200, get("/livez").statusCode());
    }

    @Test
    void aStartThatTakesLongIsNotKilledByItsProbe() {
        Health starting = new Health(metrics, clock, Duration.ofSeconds(20));
        clock.move(Duration.ofMinutes(5));
        assertTrue(starting.isAlive());
        starting.turning();
        clock.move(Duration.ofSeconds(21));
        assertFalse(starting.isAlive());
    }

    @Test
    void itIsAliveAsLongAsThePollLoopTurns() throws Exception {
        clock.move(Duration.ofSeconds(20));
        assertEquals(200, get("/livez").statusCode());
        clock.move(Duration.ofMillis(1));
        assertEquals(503, get("/livez").statusCode());
        metrics.polled();
        assertEquals(200, get("/livez").statusCode());
    }

    @Test
    void everySeriesSaysWhoseItIs() {
        PrometheusMeterRegistry shared = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ConnectorMetrics labelled =
                new ConnectorMetrics(shared, clock, "1.2.3", Map.of("connector", "bank", "target", "postgres"));
        LaneMetrics lane = labelled.lane(List.of("applied"));
        lane.answered();
        lane.applied("BANK.ACCOUNT", START);
        lane.flush();
        labelled.paused("gap", 1);
        labelled.deadLettered("VALUE_TYPE");
        labelled.heartbeatFailed("08001");
        labelled.targetGauge("calls_limit", "Calls", () -> 3);
        String scraped = shared.scrape();
        List<String> samples =
                scraped.lines().filter(line -> !line.startsWith("#")).toList();
        assertTrue(samples.size() > 100, scraped);
        for (String sample : samples) {
            assertTrue(sample.contains("connector=\"bank\""), sample);
            assertTrue(sample.contains("target=\"postgres\""), sample);
        }
    }

    @Test
    void metersCarryTheirPublishedNames() throws Exception {
        metrics.settled("applied");
        metrics.deadLettered("VALUE_TYPE");
        LaneMetrics lane = metrics.lane(List.of());
        lane.answered();
        lane.applied("BANK.ACCOUNT", START.minusSeconds(1));
        lane.applied("BANK.ACCOUNT", START.plusSeconds(1));
        lane.flush();
        metrics.wrote(3, Duration.ofMillis(2));
        metrics.inFlight(7, 700);
        metrics.inFlightLimits(40, 4_000);
        DoubleAdder units = new DoubleAdder();
        units.add(12.5);
        metrics.targetCounter("write_units", "Units", units::sum);
        metrics.targetGauge("calls_limit", "Calls", () -> 3);
        // Nobody but the metrics holds what the total comes from.
        System.gc();
        String scraped = get("/metrics").body();
        assertTrue(scraped.contains("cdc_target_write_units_total 12.5"), scraped);
        assertTrue(scraped.contains("cdc_target_calls_limit 3.0"), scraped);
        assertTrue(scraped.contains("cdc_records_total{outcome=\"applied\"} 1.0"), scraped);
        assertTrue(scraped.contains("cdc_dlq_records_total{reason=\"VALUE_TYPE\"} 1.0"), scraped);
        assertTrue(scraped.contains("cdc_end_to_end_latency_seconds_count{table=\"BANK.ACCOUNT\"} 2"), scraped);
        assertTrue(scraped.contains("cdc_inflight_records 7.0"), scraped);
        assertTrue(scraped.contains("cdc_inflight_records_limit 40.0"), scraped);
        assertTrue(scraped.contains("cdc_inflight_bytes_limit 4000.0"), scraped);
        assertTrue(scraped.contains("cdc_apply_duration_seconds_count 1"), scraped);
        assertTrue(scraped.contains("version=\"1.2.3\""), scraped);
        assertFalse(scraped.contains("cdc_last_poll_timestamp_seconds 0.0"), scraped);
    }
}
