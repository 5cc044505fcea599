package dev.millrace.cli.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionTimeoutException;

/** Outages of one group's target under load: the trouble, its end, rest, comparison. For one thread. */
final class Outages {
    private static final Duration LONGEST_GAP = Duration.ofSeconds(2);
    private static final Duration LONGEST_END = Duration.ofMinutes(2);
    private static final long BEFORE = 100;

    private final Ground ground;
    private final Fleet fleet;
    private final Group group;
    private final Duration longestReturn;
    private final List<Outage> done = new ArrayList<>();

    /** @param longestReturn from the target's return to the first record that is settled */
    Outages(Ground ground, Fleet fleet, Group group, Duration longestReturn) {
        this.ground = ground;
        this.fleet = fleet;
        this.group = group;
        this.longestReturn = longestReturn;
    }

    /** Fails, with the members' logs, where it does not end equal or costs more than time. */
    void run(Trouble trouble) throws InterruptedException {
        try {
            done.add(runToTheEnd(trouble));
        } catch (AssertionError | ConditionTimeoutException failure) {
            throw new AssertionError(trouble.what() + ":\n" + fleet.logs(), failure);
        }
    }

    private Outage runToTheEnd(Trouble trouble) throws InterruptedException {
        group.awaitShared(fleet.members().size());
        ground.load().begin();
        ground.load().awaitMore(BEFORE);
        long rebalances = fleet.rebalances();
        long rewinds = fleet.rewinds();
        long begun = System.nanoTime();
        trouble.begin().run();
        PollGaps gaps = new PollGaps(fleet);
        gaps.watch(trouble.least().dividedBy(2));
        long half = fleet.settled();
        gaps.watch(trouble.least().dividedBy(2));
        long settled = fleet.settled();
        switch (trouble.effect()) {
            case GONE, SET_BACK -> assertEquals(half, settled, "the target was there");
            case PART_GONE, PART_SET_BACK -> assertTrue(settled >= half, "a count went back");
            case SLOW -> assertTrue(settled > half, "nothing got through");
        }
        // A server takes its time to start: the members are watched meanwhile.
        CompletableFuture<Void> end = CompletableFuture.runAsync(trouble.end());
        gaps.watchUntil(end::isDone, LONGEST_END);
        end.join();
        long returned = System.nanoTime();
        gaps.watchUntil(() -> fleet.settled() > settled, Duration.ofMinutes(1));
        Duration progress = since(returned);
        ground.load().rest();
        if (trouble.effect().isSetBack()) {
            ground.awaitRowsAgain(fleet);
        }
        Comparison found = ground.awaitEqual(fleet, group);
        assertEquals(rebalances, fleet.rebalances(), "rebalances");
        assertTrue(gaps.longest().compareTo(LONGEST_GAP) < 0, () -> "poll gap " + gaps.longest());
        assertTrue(progress.compareTo(longestReturn) < 0, () -> "progress after " + progress);
        long wentBack = fleet.rewinds() - rewinds;
        assertEquals(trouble.effect().isSetBack(), wentBack > 0, () -> wentBack + " partitions went back");
        Duration lasted = Duration.ofNanos(returned - begun);
        return new Outage(
                trouble.what(), lasted, fleet.rebalances() - rebalances, wentBack, found, gaps.longest(), progress);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    List<Outage> done() {
        return List.copyOf(done);
    }
}
