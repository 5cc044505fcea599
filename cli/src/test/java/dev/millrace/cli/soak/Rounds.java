package dev.millrace.cli.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.awaitility.core.ConditionTimeoutException;

/** Rounds of one group: load, disturbance, rest, comparison. For one thread. */
final class Rounds {
    private static final long AFTERWARDS = 200;

    private final Ground ground;
    private final Fleet fleet;
    private final Group group;
    private final RandomGenerator random;
    private final List<Round> done = new ArrayList<>();

    Rounds(Ground ground, Fleet fleet, Group group, RandomGenerator random) {
        this.ground = ground;
        this.fleet = fleet;
        this.group = group;
        this.random = random;
    }

    /** Fails, with the members' logs, where the round does not end equal. */
    void run(Disturbance disturbance) throws InterruptedException {
        try {
            runToTheEnd(disturbance);
        } catch (AssertionError | ConditionTimeoutException failure) {
            throw new AssertionError(
                    "round " + (done.size() + 1) + ", " + disturbance.label() + ":\n" + fleet.logs(), failure);
        }
    }

    private void runToTheEnd(Disturbance disturbance) throws InterruptedException {
        long start = System.nanoTime();
        long changes = ground.load().changes();
        long rebalances = fleet.rebalances();
        ground.load().begin();
        disturbance.strike(fleet, ground.stack().kafka(), random);
        // What comes after it has to get through as well.
        ground.load().awaitMore(AFTERWARDS);
        ground.load().rest();
        Comparison found = ground.awaitEqual(fleet, group);
        done.add(new Round(
                done.size() + 1,
                disturbance,
                ground.load().changes() - changes,
                Duration.ofNanos(System.nanoTime() - start),
                fleet.rebalances() - rebalances,
                found));
    }

    List<Round> done() {
        return List.copyOf(done);
    }
}
