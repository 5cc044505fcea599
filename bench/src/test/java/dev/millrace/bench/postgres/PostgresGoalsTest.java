package dev.millrace.bench.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.bench.run.Goal;
import dev.millrace.bench.run.Measured;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PostgresGoalsTest {
    @Test
    void three_times_is_asked_for_where_rows_change_again_and_again() {
        Goal distinct = ofDebezium(Scenario.DISTINCT);
        Goal zipf = ofDebezium(Scenario.ZIPF);
        assertTrue(distinct.isMet());
        assertEquals(2, distinct.value(), 1e-9);
        assertTrue(!zipf.isMet());
    }

    @Test
    void a_peer_that_broke_off_is_no_measure() {
        Entry broken = Entry.brokenOff(new Setting(Entrant.DEBEZIUM, 500, 1), "any");
        assertEquals(
                List.of(),
                PostgresGoals.of(new ScenarioResult(Scenario.DISTINCT, List.of(speed(Entrant.INLINE, 1_000), broken))));
    }

    @Test
    void latencies_are_asked_for_as_such_and_as_a_share() {
        ScenarioResult result =
                new ScenarioResult(Scenario.LATENCY, List.of(p99(Entrant.INLINE, 20), p99(Entrant.DEBEZIUM, 50)));
        List<Goal> goals = PostgresGoals.of(result);
        assertEquals(List.of(true, false), goals.stream().map(Goal::isMet).toList());
    }

    private static Goal ofDebezium(Scenario scenario) {
        return PostgresGoals.of(new ScenarioResult(
                        scenario, List.of(speed(Entrant.INLINE, 2_000), speed(Entrant.DEBEZIUM, 1_000))))
                .get(0);
    }

    private static Entry speed(Entrant entrant, long perSecond) {
        return Entry.of(
                new Setting(entrant, 0, 0),
                new Outcome(new Measured(perSecond, 1_000_000_000, 1_000_000), 0, perSecond, 0, Outcome.Verdict.EQUAL));
    }

    private static Entry p99(Entrant entrant, double millis) {
        Latencies latencies = new Latencies(1, millis, millis, 1, Measured.NOTHING, 0);
        return new Entry(
                new Setting(entrant, 0, 0), Optional.empty(), Optional.of(latencies), Optional.empty(), List.of());
    }
}
