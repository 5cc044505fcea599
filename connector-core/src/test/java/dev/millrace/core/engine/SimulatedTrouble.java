package dev.millrace.core.engine;

import java.util.List;
import java.util.Random;

/** Arranges what goes wrong: each kind as likely as the seed wants it, for a while or once. */
final class SimulatedTrouble {
    private enum Kind {
        REBALANCE,
        EXPEL,
        KILL,
        STOP,
        START,
        SUSPEND,
        COMMITS_FAIL,
        STORE_DOWN,
        STORE_FLAKY,
        STORE_SLOW,
        STORE_SNAPSHOT,
        STORE_SET_BACK,
        LOG_CUT,
        LETTERS_DOWN,
        DEPENDENCY
    }

    private static final Kind[] KINDS = Kind.values();
    private static final int MOST_WEIGHT = 4;
    /** Of what sets back a whole run, one of so many comes true. */
    private static final int SELDOM = 4;

    private static final int MOST_PROCESSES = 3;
    private static final int SHORTEST_MILLIS = 5;
    private static final int LONGEST_MILLIS = 400;

    private final Simulation world;
    private final Random random;
    private final int[] weights = new int[KINDS.length];
    private int sum;

    SimulatedTrouble(Simulation world, Random random) {
        this.world = world;
        this.random = random;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1 + random.nextInt(MOST_WEIGHT);
            sum += weights[i];
        }
    }

    void makeSome() {
        List<SimulatedProcess> live = world.processes().stream()
                .filter(process -> !process.isEnding())
                .toList();
        if (live.isEmpty()) {
            world.start();
            return;
        }
        Kind kind = draw();
        if (kind == Kind.KILL || kind == Kind.EXPEL) {
            // In the midst of ending too.
            List<SimulatedProcess> all = world.processes().stream()
                    .filter(process -> !process.isDead())
                    .toList();
            make(kind, all.get(random.nextInt(all.size())), live.size());
            return;
        }
        SimulatedProcess process = live.get(random.nextInt(live.size()));
        if (process.isHalted() && random.nextBoolean()) {
            // Somebody looks at the dead letters and starts anew.
            process.stop();
            return;
        }
        make(kind, process, live.size());
    }

    private Kind draw() {
        int left = random.nextInt(sum);
        int kind = 0;
        while (left >= weights[kind]) {
            left -= weights[kind];
            kind++;
        }
        return KINDS[kind];
    }

    private void make(Kind kind, SimulatedProcess process, int live) {
        long until = world.nanos() + random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS) * 1_000_000L;
        switch (kind) {
            case REBALANCE -> world.broker().assignAnew();
            case EXPEL -> process.consumer().member().expel();
            case KILL -> process.die();
            case STOP -> process.stop();
            case START -> {
                if (live < MOST_PROCESSES) {
                    world.start();
                }
            }
            case SUSPEND -> {
                if (process.suspend(until, random.nextBoolean())) {
                    process.consumer().member().expel();
                }
            }
            case COMMITS_FAIL -> world.broker().failCommits(until);
            case STORE_DOWN -> world.store().down(until);
            case STORE_FLAKY -> world.store().flaky(until);
            case STORE_SLOW -> world.store().slow(until);
            case STORE_SNAPSHOT -> world.store().takeSnapshot();
            case STORE_SET_BACK -> {
                if (random.nextInt(SELDOM) == 0 && world.store().setBack()) {
                    world.broker().storeWasSetBack();
                    world.processes().forEach(one -> one.happened(SimulationFault.STORE_SET_BACK));
                }
            }
            case LOG_CUT -> {
                if (random.nextInt(SELDOM) == 0) {
                    world.broker().cutLog();
                }
            }
            case LETTERS_DOWN -> world.deadLetters().down(until);
            case DEPENDENCY ->
                world.store()
                        .makeDependent(
                                Samples.key(
                                        "row-" + random.nextInt(world.settings().rows())),
                                until);
        }
    }
}
