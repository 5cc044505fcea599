package dev.millrace.bench.engine;

import dev.millrace.bench.run.Goal;
import dev.millrace.bench.run.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ratios that the engine is to reach. */
final class EngineGoals {
    private static final double OF_PLAIN_IDLE = 0.6;
    private static final double OF_PLAIN_SLOW = 1.0;
    private static final double OF_PARALLEL = 8;
    private static final double CPU_OF_PARALLEL = 0.2;

    private EngineGoals() {}

    /** The goals for which there are measurements. */
    static List<Goal> of(Scenario scenario) {
        List<Goal> goals = new ArrayList<>();
        Optional<Measured> ours = scenario.of(Peer.MILLRACE).map(Line::measured);
        if (ours.isEmpty()) {
            return goals;
        }
        Measured engine = ours.get();
        scenario.of(Peer.PLAIN).map(Line::measured).ifPresent(plain -> {
            double bound = scenario.target() == TargetKind.IDLE ? OF_PLAIN_IDLE : OF_PLAIN_SLOW;
            goals.add(new Goal(
                    "times the records/s of the plain loop's", bound, false, engine.perSecond() / plain.perSecond()));
        });
        scenario.of(Peer.PARALLEL_CONSUMER)
                .map(Line::measured)
                .filter(peer -> peer.records() > 0)
                .ifPresent(peer -> {
                    goals.add(new Goal(
                            "times the records/s of Parallel Consumer's best",
                            OF_PARALLEL,
                            false,
                            engine.perSecond() / peer.perSecond()));
                    goals.add(new Goal(
                            "times the CPU per record of Parallel Consumer's",
                            CPU_OF_PARALLEL,
                            true,
                            engine.cpuSecondsPerMillion() / peer.cpuSecondsPerMillion()));
                });
        return goals;
    }
}
