package dev.millrace.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.SplittableRandom;

/** Kills a connector every few seconds, at moments drawn from the seed, and starts it again. For one thread. */
final class Chaos {
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(2);
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(6);

    private final Replica replica;
    private final PrintWriter out;
    private final SplittableRandom random;
    private long nextKillNanos;
    private int kills;

    Chaos(Replica replica, PrintWriter out, long seed) {
        this.replica = replica;
        this.out = out;
        this.random = new SplittableRandom(seed);
        planKill();
    }

    private void planKill() {
        nextKillNanos = System.nanoTime() + random.nextLong(SHORTEST_LIFE.toNanos(), LONGEST_LIFE.toNanos());
    }

    /** Kills if it is time to. */
    void strike() throws InterruptedException {
        if (System.nanoTime() - nextKillNanos < 0) {
            return;
        }
        ConnectorProcess connector = replica.connector();
        connector.requireAlive();
        connector.kill();
        kills++;
        out.println(
                "kill -9 of the connector of " + replica.target().title() + ": kill " + kills + "; it starts again");
        out.flush();
        connector.start();
        // Two thirds of the lives get to work before they end, the others die while they start.
        if (random.nextInt(3) > 0) {
            connector.awaitReady();
        }
        planKill();
    }

    int kills() {
        return kills;
    }
}
