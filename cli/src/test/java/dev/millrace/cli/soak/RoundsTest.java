package dev.millrace.cli.soak;

import dev.millrace.cli.RunDirectory;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever ends, restarts or scales a group under load, every row is as its source has it once the load rests, nothing is dead,
 * and no partition rests for no reason.
 */
final class RoundsTest {
    private static final int ROUNDS = Integer.getInteger("millrace.soak.rounds", 0);
    private static final long SEED = Long.getLong("millrace.soak.seed", 1);
    private static final double CHANGES_PER_SECOND = 500;

    private static final List<Disturbance> CYCLE = List.of(
            Disturbance.KILL, Disturbance.BROKER, Disturbance.TERMINATE, Disturbance.SCALE, Disturbance.BROKER_KILL);

    @Test
    @DisabledIfSystemProperty(named = "millrace.soak.rounds", matches = "[1-9].*")
    void a_few_rounds_end_equal() throws Exception {
        try (RunDirectory directory = RunDirectory.of(Optional.empty());
                Ground ground = new Ground(directory.path(), Source.bank(SEED), CHANGES_PER_SECOND)) {
            run(directory, ground, Protocol.CLASSIC_EAGER, List.of(Disturbance.KILL));
            run(directory, ground, Protocol.CONSUMER, List.of(Disturbance.BROKER));
            run(directory, ground, Protocol.STATIC, List.of(Disturbance.TERMINATE));
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    @EnabledIfSystemProperty(named = "millrace.soak.rounds", matches = "[1-9].*")
    void every_round_ends_equal(Protocol protocol) throws Exception {
        try (RunDirectory directory = RunDirectory.of(Optional.empty());
                Ground ground = new Ground(directory.path(), Source.bank(SEED), CHANGES_PER_SECOND)) {
            List<Disturbance> all = IntStream.range(0, ROUNDS)
                    .mapToObj(round -> CYCLE.get(round % CYCLE.size()))
                    .toList();
            Evidence.publish(
                    "rounds-" + protocol.label() + ".md",
                    Evidence.rounds("Rounds, " + protocol.label(), run(directory, ground, protocol, all)));
        }
    }

    private static List<Round> run(
            RunDirectory directory, Ground ground, Protocol protocol, List<Disturbance> disturbances)
            throws InterruptedException {
        String name = "rounds-" + protocol.label();
        try (Group group = ground.group(name);
                Fleet fleet = new Fleet(directory.path(), ground.config(name, protocol, Patience.SHORT))) {
            group.keepSilentMembers(Patience.SHORT);
            fleet.scaleUp(Disturbance.MEMBERS);
            Rounds rounds = new Rounds(ground, fleet, group, new SplittableRandom(SEED));
            for (Disturbance disturbance : disturbances) {
                rounds.run(disturbance);
            }
            fleet.scaleDown(0);
            return rounds.done();
        }
    }
}
