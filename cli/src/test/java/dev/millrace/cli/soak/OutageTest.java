package dev.millrace.cli.soak;

import static dev.millrace.cli.soak.Trouble.Effect.GONE;

import dev.millrace.cli.RunDirectory;
import dev.millrace.stack.PostgresServer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The database is gone for longer than a group waits for a poll: it costs no member its place, no record its target, and the
 * work goes on as soon as the database is back.
 */
final class OutageTest {
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("millrace.soak.outage-seconds", 8));
    /** Shorter than the outage, so that a loop that waits for the target is missed by the group. */
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(6), Duration.ofSeconds(1), Duration.ofSeconds(6));

    private static final int MEMBERS = 2;
    private static final Duration LONGEST_RETURN = Duration.ofSeconds(5);
    private static final double CHANGES_PER_SECOND = 200;

    @Test
    void an_outage_of_the_target_moves_no_partition_and_kills_no_record() throws Exception {
        String name = "outage";
        try (RunDirectory directory = RunDirectory.of(Optional.empty());
                Ground ground = new Ground(directory.path(), Source.bank(4), CHANGES_PER_SECOND);
                Group group = ground.group(name);
                Fleet fleet =
                        new Fleet(directory.path(), ground.config(name, Protocol.CLASSIC_COOPERATIVE, PATIENCE))) {
            fleet.scaleUp(MEMBERS);
            PostgresServer postgres = ground.stack().postgres();
            ground.load().playNow(1_000);
            ground.awaitEqual(fleet, group);
            Outages outages = new Outages(ground, fleet, group, LONGEST_RETURN);
            outages.run(new Trouble("frozen (SIGSTOP)", GONE, OUTAGE, postgres::suspend, postgres::resume));
            outages.run(new Trouble("stopped and started", GONE, OUTAGE, postgres::stop, postgres::restart));
            Evidence.publish("outage.md", Evidence.outages("Outages of PostgreSQL", outages.done()));
            fleet.scaleDown(0);
        }
    }
}
