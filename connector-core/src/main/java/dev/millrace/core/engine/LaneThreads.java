package dev.millrace.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A thread for each lane and one for the target's progress. {@link #start} and {@link #stop} are for the engine's thread. */
final class LaneThreads {
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private final EngineState state;
    private final List<Thread> threads = new ArrayList<>();

    LaneThreads(List<Lane> lanes, ProgressKeeper keeper, EngineState state) {
        this.state = state;
        for (Lane lane : lanes) {
            add(lane, "lane-" + threads.size());
        }
        add(keeper, "progress");
    }

    private void add(Worker worker, String name) {
        Thread thread = new Thread(() -> work(worker), name);
        thread.setDaemon(true);
        threads.add(thread);
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Whatever escapes stops the engine: a lane that is gone must not look like an idle one. */
    private void work(Worker worker) {
        try {
            while (!state.isStopping()) {
                long seen = worker.signal().seen();
                if (!worker.step()) {
                    worker.signal().await(seen, worker.idleTime(LONGEST_REST));
                }
            }
        } catch (InterruptedException stopped) {
            if (!state.isStopping()) {
                state.fail(stopped);
            }
        } catch (Throwable broken) {
            if (!state.isStopping()) {
                state.fail(broken);
            }
        }
    }

    /** Interrupts the workers and waits for them; the engine's state must say that it stops. */
    void stop(Duration budget) throws InterruptedException {
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + budget.toNanos();
        for (Thread thread : threads) {
            thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
    }
}
