package dev.millrace.core.engine;

import java.time.Duration;

/** The thread of a lane, or of the target's progress: rests after a step that did nothing, until it is woken or its time is over. */
final class SimulatedWorker implements Runnable {
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private final SimulatedProcess process;
    private final Worker worker;
    private boolean rests;
    private long seen;
    private long untilNanos;

    SimulatedWorker(SimulatedProcess process, Worker worker) {
        this.process = process;
        this.worker = worker;
    }

    /** When it goes on by itself, on the clock of its process; in the past while it does not rest. */
    long untilNanos() {
        return untilNanos;
    }

    boolean isReady() {
        return !rests || worker.signal().seen() != seen || process.nanos() >= untilNanos;
    }

    @Override
    public void run() {
        long before = worker.signal().seen();
        rests = !worker.step();
        if (rests) {
            seen = before;
            untilNanos = process.nanos() + worker.idleTime(LONGEST_REST).toNanos();
        }
    }
}
