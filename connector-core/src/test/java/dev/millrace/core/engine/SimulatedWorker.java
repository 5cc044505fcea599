package dev.millrace.core.engine;

import java.time.Duration;

/** A lane's thread: rests after a step that did nothing, until it is woken or its time is over. */
final class SimulatedWorker implements Runnable {
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private final SimulatedProcess process;
    private final Lane lane;
    private boolean rests;
    private long seen;
    private long untilNanos;

    SimulatedWorker(SimulatedProcess process, Lane lane) {
        this.process = process;
        this.lane = lane;
    }

    /** When it goes on by itself, on the clock of its process; in the past while it does not rest. */
    long untilNanos() {
        return untilNanos;
    }

    boolean isReady() {
        return !rests || lane.signal().seen() != seen || process.nanos() >= untilNanos;
    }

    @Override
    public void run() {
        long before = lane.signal().seen();
        rests = !lane.step();
        if (rests) {
            seen = before;
            untilNanos = process.nanos() + lane.idleTime(LONGEST_REST).toNanos();
        }
    }
}
