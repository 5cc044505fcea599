package dev.millrace.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Kills one process after the other, at moments and in an order that are drawn from the seed, and starts each again: in every round
 * each of them at least once. For one thread.
 */
final class Chaos {
    /** Of a process among a few. */
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(2);

    private static final Duration LONGEST_LIFE = Duration.ofSeconds(6);
    /** Of more processes each lives longer: a small machine could not start them again so often. */
    private static final int A_FEW = 4;

    private final List<MillraceProcess> victims;
    private final PrintWriter out;
    private final SplittableRandom random;
    private final Deque<MillraceProcess> round = new ArrayDeque<>();
    private Optional<MillraceProcess> again = Optional.empty();
    private long nextKillNanos;

    /** @param victims all running */
    Chaos(List<MillraceProcess> victims, PrintWriter out, long seed) {
        this.victims = List.copyOf(victims);
        this.out = out;
        this.random = new SplittableRandom(seed);
        planKill();
    }

    private void planKill() {
        long life = random.nextLong(SHORTEST_LIFE.toNanos(), LONGEST_LIFE.toNanos());
        nextKillNanos = System.nanoTime() + life / Math.min(victims.size(), A_FEW);
    }

    /** Kills if it is time to. */
    void strike() throws InterruptedException {
        if (System.nanoTime() - nextKillNanos < 0) {
            return;
        }
        MillraceProcess victim = next();
        victim.strike();
        out.println("kill -9 of " + victim.title() + ": kill " + victim.kills() + "; it starts again");
        out.flush();
        // Two thirds of the lives get to work before they end, the others die while they start.
        again = random.nextInt(3) > 0 ? Optional.empty() : Optional.of(victim);
        planKill();
    }

    private MillraceProcess next() throws InterruptedException {
        if (again.isPresent()) {
            return again.get();
        }
        if (round.isEmpty()) {
            drawRound();
        }
        MillraceProcess drawn = round.removeFirst();
        drawn.awaitReady();
        return drawn;
    }

    private void drawRound() {
        List<MillraceProcess> left = new ArrayList<>(victims);
        while (!left.isEmpty()) {
            round.add(left.remove(random.nextInt(left.size())));
        }
    }

    /** Whether each was killed. */
    boolean hasStruckAll() {
        return victims.stream().allMatch(victim -> victim.kills() > 0);
    }
}
