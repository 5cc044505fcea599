package dev.millrace.cli.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.cli.RunDirectory;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StaticMembershipTest {
    /** Longer than a restart takes on a busy machine. */
    private static final Patience LONG =
            new Patience(Duration.ofSeconds(45), Duration.ofSeconds(1), Duration.ofSeconds(60));

    @Test
    void a_restart_moves_no_partition_of_the_others() throws Exception {
        String name = "static-restart";
        try (RunDirectory directory = RunDirectory.of(Optional.empty());
                Ground ground = new Ground(directory.path(), Source.bank(5), 200);
                Group group = ground.group(name);
                Fleet fleet = new Fleet(directory.path(), ground.config(name, Protocol.STATIC, LONG))) {
            fleet.scaleUp(2);
            ground.load().playNow(500);
            ground.awaitEqual(fleet, group);
            ground.load().begin();
            long before = fleet.get(0).metrics().rebalances();
            fleet.terminate(1);
            ground.load().awaitMore(100);
            fleet.scaleUp(2);
            fleet.kill(1);
            ground.load().awaitMore(100);
            fleet.scaleUp(2);
            ground.load().rest();
            ground.awaitEqual(fleet, group);
            assertEquals(before, fleet.get(0).metrics().rebalances(), fleet::logs);
            fleet.scaleDown(0);
        }
    }
}
