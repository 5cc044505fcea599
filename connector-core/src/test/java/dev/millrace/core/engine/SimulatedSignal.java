package dev.millrace.core.engine;

import java.time.Duration;

/** A signal without threads: while its process waits for it, the others go on. */
final class SimulatedSignal extends Signal {
    private final Simulation world;
    private final SimulatedProcess process;
    private long count;

    SimulatedSignal(Simulation world, SimulatedProcess process) {
        this.world = world;
        this.process = process;
    }

    @Override
    long seen() {
        return count;
    }

    @Override
    void raise() {
        count++;
    }

    @Override
    void await(long seen, Duration longest) {
        world.await(process, this, seen, longest);
    }
}
