package dev.millrace.cli.soak;

import static dev.millrace.cli.soak.Trouble.Effect.GONE;
import static dev.millrace.cli.soak.Trouble.Effect.SET_BACK;
import static dev.millrace.cli.soak.Trouble.Effect.SLOW;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.cli.RunDirectory;
import dev.millrace.cli.verify.TargetKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever becomes of a store's server or of the connectors under load: every row is as its source has it once the load rests, and
 * nothing is dead. Where the store alone was away, no partition has moved, and the work goes on as soon as it is back.
 */
@Tag("once")
final class StoreRoundsTest {
    /** In a soak each of the cycle twice: the engine has many more of them elsewhere, these are for the stores. */
    private static final int ROUNDS = Math.min(10, Integer.getInteger("millrace.soak.rounds", 0));

    private static final long SEED = Long.getLong("millrace.soak.seed", 1);
    private static final Duration OUTAGE = Duration.ofSeconds(ROUNDS == 0 ? 5 : 30);
    /** Beside the time that the server's start takes. */
    private static final Duration DOWN = Duration.ofSeconds(ROUNDS == 0 ? 2 : 30);
    /** Shorter than the outage, so that a loop that waits for the target is missed by the group. */
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(3), Duration.ofMillis(500), Duration.ofSeconds(4));

    /** Cassandra's driver looks for a node that was gone every 5 s. */
    private static final Duration LONGEST_RETURN = Duration.ofSeconds(10);

    private static final double CHANGES_PER_SECOND = ROUNDS == 0 ? 50 : 100;
    private static final long FIRST_CHANGES = 300;

    private static final List<Disturbance> CYCLE = List.of(
            Disturbance.KILL, Disturbance.SCALE, Disturbance.BROKER, Disturbance.TERMINATE, Disturbance.BROKER_KILL);

    @ParameterizedTest
    @EnumSource(
            value = TargetKind.class,
            names = {"DYNAMODB", "KEYSPACES"})
    void every_round_of_a_store_ends_equal(TargetKind target) throws Exception {
        Optional<String> missing = target.server().missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        String name = "store-" + target.key();
        try (RunDirectory directory = RunDirectory.of(Optional.empty());
                Ground ground = new Ground(directory.path(), target, Source.bank(SEED), CHANGES_PER_SECOND);
                Group group = ground.group(name);
                Throttle throttle = Throttle.of(target, ground.stack().file())) {
            GroupConfig config = ground.config(name, Protocol.CLASSIC_COOPERATIVE, PATIENCE);
            try (Fleet fleet = new Fleet(directory.path(), config)) {
                fleet.scaleUp(Disturbance.MEMBERS);
                ground.load().playNow(FIRST_CHANGES);
                ground.awaitEqual(fleet, group);
                Outages outages = new Outages(ground, fleet, group, LONGEST_RETURN);
                TargetServer server = ground.targetServer();
                takeAway(server, outages);
                // Who starts from now on has another way to the store.
                fleet.reconfigure(config.through(throttle.stack()));
                Rounds rounds = new Rounds(ground, fleet, group, new SplittableRandom(SEED));
                rounds.run(Disturbance.KILL_EACH);
                outages.run(new Trouble("throttled", SLOW, OUTAGE, throttle::on, throttle::off));
                assertTrue(throttle.refused() > 0, "nothing was refused");
                for (int i = 0; i < ROUNDS; i++) {
                    rounds.run(CYCLE.get(i % CYCLE.size()));
                }
                fleet.scaleDown(0);
                Evidence.publish(
                        "outage-" + target.key() + ".md",
                        Evidence.outages("Outages of " + target.server().title(), outages.done()));
                Evidence.publish(
                        "rounds-" + target.key() + ".md", Evidence.rounds("Rounds, " + target.title(), rounds.done()));
            }
        }
    }

    private static void takeAway(TargetServer target, Outages outages) throws InterruptedException {
        outages.run(new Trouble("frozen (SIGSTOP)", GONE, OUTAGE, target.server()::suspend, target.server()::resume));
        outages.run(
                new Trouble("killed (SIGKILL) and started", GONE, DOWN, target::killAndCopy, target.server()::restart));
        outages.run(new Trouble(
                "set back to how that kill had left it",
                SET_BACK,
                DOWN,
                target::stopAndSetBack,
                target.server()::restart));
    }
}
