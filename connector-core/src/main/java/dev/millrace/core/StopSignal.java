package dev.millrace.core;

import java.util.Optional;

/** Carries a request to stop to something that may not exist yet. Safe for all threads: everything is guarded by the monitor. */
final class StopSignal {
    private boolean requested;
    private Optional<Runnable> stoppable = Optional.empty();

    synchronized void request() {
        requested = true;
        stoppable.ifPresent(Runnable::run);
    }

    synchronized void attach(Runnable stop) {
        stoppable = Optional.of(stop);
        if (requested) {
            stop.run();
        }
    }
}
