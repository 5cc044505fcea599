package dev.millrace.bench.postgres;

import dev.millrace.bench.run.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the connector is to reach beside the others, as far as both were measured. */
final class PostgresGoals {
    private static final double OF_BARE = 0.85;
    private static final double OF_DEBEZIUM_DISTINCT = 1.5;
    private static final double OF_DEBEZIUM_ZIPF = 3;
    private static final double OF_DEFAULTS = 4;
    private static final double SIDECAR_OF_DEBEZIUM = 1;
    private static final double CPU_OF_DEBEZIUM = 0.33;
    private static final double P99_MILLIS = 25;
    private static final double P99_OF_DEBEZIUM = 0.2;

    private PostgresGoals() {}

    static List<Goal> of(ScenarioResult result) {
        return result.scenario() == Scenario.LATENCY ? ofLatency(result) : ofSpeed(result);
    }

    private static List<Goal> ofSpeed(ScenarioResult result) {
        List<Goal> goals = new ArrayList<>();
        Optional<Outcome> debezium = result.outcome(Entrant.DEBEZIUM);
        result.outcome(Entrant.INLINE).ifPresent(ours -> {
            result.outcome(Entrant.BARE)
                    .ifPresent(bare -> goals.add(speed("times the bare client loop's changes/s", OF_BARE, ours, bare)));
            debezium.ifPresent(peer -> {
                double bound = result.scenario() == Scenario.ZIPF ? OF_DEBEZIUM_ZIPF : OF_DEBEZIUM_DISTINCT;
                goals.add(speed("times the changes/s of Debezium's sink, tuned", bound, ours, peer));
                goals.add(new Goal(
                        "times its CPU per change",
                        CPU_OF_DEBEZIUM,
                        true,
                        ours.measured().cpuSecondsPerMillion() / peer.measured().cpuSecondsPerMillion()));
            });
            result.outcome(Entrant.DEBEZIUM_DEFAULTS)
                    .ifPresent(peer -> goals.add(speed(
                            "times the changes/s of Debezium's sink with its defaults", OF_DEFAULTS, ours, peer)));
        });
        result.outcome(Entrant.SIDECAR)
                .ifPresent(ours -> debezium.ifPresent(peer -> goals.add(speed(
                        "times the changes/s of Debezium's sink, tuned, with versions beside the rows",
                        SIDECAR_OF_DEBEZIUM,
                        ours,
                        peer))));
        return goals;
    }

    private static Goal speed(String what, double bound, Outcome ours, Outcome other) {
        return new Goal(
                what,
                bound,
                false,
                ours.measured().perSecond() / other.measured().perSecond());
    }

    private static List<Goal> ofLatency(ScenarioResult result) {
        List<Goal> goals = new ArrayList<>();
        result.latencies(Entrant.INLINE).ifPresent(ours -> {
            goals.add(new Goal("ms until 99 % of the changes can be seen", P99_MILLIS, true, ours.p99Millis()));
            result.latencies(Entrant.DEBEZIUM)
                    .ifPresent(peer -> goals.add(new Goal(
                            "times the p99 of Debezium's sink, tuned",
                            P99_OF_DEBEZIUM,
                            true,
                            ours.p99Millis() / peer.p99Millis())));
        });
        return goals;
    }
}
