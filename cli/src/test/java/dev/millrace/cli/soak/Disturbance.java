package dev.millrace.cli.soak;

import dev.millrace.stack.KafkaServer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** What a round does to a group of {@link #MEMBERS} under load. Each leaves as many behind. */
enum Disturbance {
    KILL("kill -9") {
        @Override
        void strike(Fleet fleet, KafkaServer broker, RandomGenerator random) {
            pause(random, 500, 1_500);
            int victim = random.nextInt(MEMBERS);
            fleet.kill(victim);
            pause(random, 0, 500);
            fleet.scaleUp(MEMBERS);
        }
    },
    KILL_EACH("kill -9 of one after the other") {
        @Override
        void strike(Fleet fleet, KafkaServer broker, RandomGenerator random) {
            for (int victim = 0; victim < MEMBERS; victim++) {
                pause(random, 200, 800);
                fleet.kill(victim);
                fleet.scaleUp(MEMBERS);
            }
        }
    },
    TERMINATE("SIGTERM") {
        @Override
        void strike(Fleet fleet, KafkaServer broker, RandomGenerator random) {
            pause(random, 500, 1_500);
            fleet.terminate(random.nextInt(MEMBERS));
            pause(random, 0, 500);
            fleet.scaleUp(MEMBERS);
        }
    },
    SCALE("scale 1 to 4 to 1") {
        @Override
        void strike(Fleet fleet, KafkaServer broker, RandomGenerator random) {
            fleet.scaleDown(1);
            fleet.scaleUp(MOST_MEMBERS);
            pause(random, 200, 800);
            fleet.scaleDown(1);
            pause(random, 200, 800);
            fleet.scaleUp(MEMBERS);
        }
    },
    BROKER("broker restart") {
        @Override
        void strike(Fleet fleet, KafkaServer broker, RandomGenerator random) {
            pause(random, 200, 800);
            broker.restart();
            fleet.requireAlive();
        }
    },
    BROKER_KILL("broker kill -9") {
        @Override
        void strike(Fleet fleet, KafkaServer broker, RandomGenerator random) {
            pause(random, 200, 800);
            broker.kill();
            broker.restart();
            fleet.requireAlive();
        }
    };

    static final int MEMBERS = 2;
    private static final int MOST_MEMBERS = 4;

    private final String label;

    Disturbance(String label) {
        this.label = label;
    }

    /** In the words of the evidence. */
    String label() {
        return label;
    }

    abstract void strike(Fleet fleet, KafkaServer broker, RandomGenerator random);

    /** A moment drawn from the seed, so that it meets the members in different states. */
    private static void pause(RandomGenerator random, int leastMillis, int mostMillis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(leastMillis, mostMillis + 1));
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(Duration.ofNanos(left).toNanos());
        }
    }
}
