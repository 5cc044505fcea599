package dev.millrace.cli.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.cli.RunDirectory;
import dev.millrace.stack.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private static final Duration LONGEST_GAP = Duration.ofSeconds(2);
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
            List<Outage> outages = new ArrayList<>();
            ground.load().playNow(1_000);
            ground.awaitEqual(fleet, group);
            outages.add(outage("frozen (SIGSTOP)", ground, fleet, group, postgres::suspend, postgres::resume));
            outages.add(outage("stopped and started", ground, fleet, group, postgres::stop, postgres::restart));
            Evidence.publish("outage.md", Evidence.outages(outages));
            fleet.scaleDown(0);
        }
    }

    private static Outage outage(String what, Ground ground, Fleet fleet, Group group, Runnable down, Runnable back)
            throws InterruptedException {
        long rebalances = fleet.rebalances();
        ground.load().begin();
        ground.load().awaitMore(100);
        down.run();
        PollGaps gaps = new PollGaps(fleet);
        gaps.watch(OUTAGE.dividedBy(2));
        long settled = fleet.settled();
        gaps.watch(OUTAGE.dividedBy(2));
        assertEquals(settled, fleet.settled(), () -> what + ": the database was there");
        back.run();
        long returned = System.nanoTime();
        gaps.watchUntil(() -> fleet.settled() > settled, Duration.ofMinutes(1));
        Duration progress = Duration.ofNanos(System.nanoTime() - returned);
        ground.load().rest();
        Comparison found = ground.awaitEqual(fleet, group);
        assertEquals(rebalances, fleet.rebalances(), fleet::logs);
        assertTrue(gaps.longest().compareTo(LONGEST_GAP) < 0, () -> "poll gap " + gaps.longest() + "\n" + fleet.logs());
        assertTrue(
                progress.compareTo(LONGEST_RETURN) < 0,
                () -> what + ": progress after " + progress + "\n" + fleet.logs());
        return new Outage(what, OUTAGE, fleet.rebalances() - rebalances, found, gaps.longest(), progress);
    }
}
