package dev.millrace.core.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusPageTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final MovedClock clock = new MovedClock(START);
    private final Health health =
            new Health(new ConnectorMetrics(new SimpleMeterRegistry(), clock, "1.2.3"), clock, Duration.ofSeconds(20));
    private final StatusPage page = new StatusPage("bank", "1.2.3", "bank-group", START, clock, health);

    @Test
    void beforeTheFirstTurnItSaysWhoItIs() {
        clock.move(Duration.ofMillis(1_500));
        assertEquals("""
                {
                  "name" : "bank",
                  "version" : "1.2.3",
                  "group" : "bank-group",
                  "started" : "2026-01-01T00:00:00Z",
                  "uptime_seconds" : 1.5,
                  "live" : true,
                  "ready" : false
                }
                """, page.render());
    }

    @Test
    void itShowsWhatThePollLoopSawLastAndHowOldThatIs() {
        health.joined();
        health.publish(new StatusSnapshot(
                START,
                START.minusSeconds(1),
                3,
                new StatusSnapshot.Breaker("open", Optional.of("UNAVAILABLE 08006"), Optional.of(START)),
                Optional.of("POISON_LIMIT"),
                12.5,
                40,
                1,
                List.of(
                        new StatusSnapshot.Partition(
                                "bank",
                                0,
                                12,
                                10,
                                10,
                                Optional.of(new StatusSnapshot.Unsettled(10, 12.5)),
                                2,
                                200,
                                Optional.of(40L),
                                Optional.of("breaker")),
                        new StatusSnapshot.Partition(
                                "bank", 1, 5, 5, 5, Optional.empty(), 0, 0, Optional.empty(), Optional.empty())),
                List.of(
                        new StatusSnapshot.Table("BANK.ACCOUNT", 7, 0.01, 0.2),
                        new StatusSnapshot.Table("BANK.CARD", 0, null, null))));
        clock.move(Duration.ofSeconds(9));
        assertEquals("""
                {
                  "name" : "bank",
                  "version" : "1.2.3",
                  "group" : "bank-group",
                  "started" : "2026-01-01T00:00:00Z",
                  "uptime_seconds" : 9.0,
                  "live" : true,
                  "ready" : true,
                  "at" : "2026-01-01T00:00:00Z",
                  "at_age_seconds" : 9.0,
                  "last_poll" : "2025-12-31T23:59:59Z",
                  "rebalances" : 3,
                  "freshness_seconds" : 12.5,
                  "lag_records" : 40,
                  "in_flight_polls" : 1,
                  "halted" : "POISON_LIMIT",
                  "breaker" : {
                    "state" : "open",
                    "reason" : "UNAVAILABLE 08006",
                    "since" : "2026-01-01T00:00:00Z"
                  },
                  "partitions" : [ {
                    "topic" : "bank",
                    "partition" : 0,
                    "position" : 12,
                    "committed" : 10,
                    "head" : 10,
                    "oldest_unsettled" : {
                      "offset" : 10,
                      "age_seconds" : 12.5
                    },
                    "in_flight_records" : 2,
                    "in_flight_bytes" : 200,
                    "lag_records" : 40,
                    "paused" : "breaker"
                  }, {
                    "topic" : "bank",
                    "partition" : 1,
                    "position" : 5,
                    "committed" : 5,
                    "head" : 5,
                    "oldest_unsettled" : null,
                    "in_flight_records" : 0,
                    "in_flight_bytes" : 0,
                    "lag_records" : null,
                    "paused" : null
                  } ],
                  "tables" : [ {
                    "table" : "BANK.ACCOUNT",
                    "applied_last_minute" : 7,
                    "p50_seconds" : 0.01,
                    "p99_seconds" : 0.2
                  }, {
                    "table" : "BANK.CARD",
                    "applied_last_minute" : 0,
                    "p50_seconds" : null,
                    "p99_seconds" : null
                  } ]
                }
                """, page.render());
    }
}
