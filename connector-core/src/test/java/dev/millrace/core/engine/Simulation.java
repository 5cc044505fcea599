package dev.millrace.core.engine;

import dev.millrace.core.target.RowWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One run of the engine from a seed: its own steps on one thread, in a random order, on a virtual clock, against a broker, a store
 * and a dead letter topic that misbehave. After every step what must always hold is asserted; in the end everything is committed
 * and the store is in the state of the source.
 */
final class Simulation {
    private static final int MOST_STEPS = 50_000;
    private static final int MOST_CALM_STEPS = 20_000;
    private static final Duration LONGEST_CALM = Duration.ofMinutes(1);
    private static final Duration POLL_GAP = Duration.ofSeconds(1);
    private static final long LONGEST_STEP_NANOS = 3_000_000L;
    private static final long START_NANOS = 1_000_000_000L;
    private static final long LATEST_COMMIT_FAILURE_NANOS = 500_000_000L;

    /** A poll loop that waits. Others go on on top of it, and it goes on when they have ended. */
    private record Frame(SimulatedProcess process, Signal signal, long seen, long untilNanos) {
        boolean isOver() {
            return process.isDead() || signal.seen() != seen || process.nanos() >= untilNanos;
        }

        /** How much of a while it would not have waited any more. */
        long heldUp(long whileNanos) {
            return isOver() ? whileNanos : Math.max(0, process.nanos() + whileNanos - untilNanos);
        }
    }

    private final long seed;
    private final Random random;
    private final SimulationSettings settings;
    private final SimulatedWorkload workload;
    private final SimulatedBroker broker;
    private final SimulatedStore store;
    private final SimulatedDeadLetters deadLetters;
    private final SimulatedTrouble trouble;
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private final List<Runnable> possible = new ArrayList<>();
    private final SimulationTable table = new SimulationTable();
    private final Runnable storeGoesOn;
    private long nanos = START_NANOS;
    private long steps;
    private long digest;
    private int started;
    private boolean calm;
    private boolean fed;

    Simulation(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.settings = SimulationSettings.draw(random);
        this.workload = new SimulatedWorkload(random, settings);
        this.broker = new SimulatedBroker(random, this::nanos, settings.protocol());
        this.store = new SimulatedStore(random, this::nanos, workload, settings.answers(), this::raising);
        this.deadLetters = new SimulatedDeadLetters(random, this::nanos, workload);
        this.trouble = new SimulatedTrouble(this, random);
        this.storeGoesOn = store.calls()::goOn;
    }

    /**
     * @return what was done, for the table of what was reached
     * @throws AssertionError what did not hold, with the seed and its settings
     */
    SimulationReport run() {
        try {
            start();
            start();
            while (!fed) {
                step(true);
            }
            calm();
            long calmNanos = nanos;
            long calmSteps = steps;
            while (!broker.isAllCommitted() || !isAllProgress()) {
                step(true);
                careForTheHalted();
                if (steps - calmSteps > MOST_CALM_STEPS || nanos - calmNanos > LONGEST_CALM.toNanos()) {
                    throw new AssertionError("stuck: " + processes);
                }
            }
            checkEnd();
            return new SimulationReport(
                    seed, steps, workload.records(), (nanos - START_NANOS) / 1_000_000, digest, table);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(
                    "seed " + seed + " after " + steps + " steps: " + failure.getMessage() + "; " + settings
                            + "; alone: ./mvnw -pl connector-core test -Dtest=SimulationTest"
                            + "#everySeedEndsInTheStateOfItsSource -Dmillrace.simulation.seed=" + seed,
                    failure);
        }
    }

    long nanos() {
        return nanos;
    }

    SimulationSettings settings() {
        return settings;
    }

    SimulatedWorkload workload() {
        return workload;
    }

    SimulatedBroker broker() {
        return broker;
    }

    SimulatedStore store() {
        return store;
    }

    SimulatedDeadLetters deadLetters() {
        return deadLetters;
    }

    List<SimulatedProcess> processes() {
        return processes;
    }

    void happened(SimulationFault fault, SimulationState state) {
        table.count(fault, state);
    }

    void start() {
        started++;
        EngineSettings engine = calm ? settings.withoutPoisonLimit() : settings.engine();
        processes.add(new SimulatedProcess("process-" + started, this, engine, random.nextLong()));
    }

    /** One step of somebody who is not waiting. */
    private void step(boolean timePasses) {
        steps++;
        if (steps > MOST_STEPS) {
            throw new AssertionError("without end: " + processes);
        }
        feed();
        if (!calm && random.nextInt(settings.restlessness()) == 0) {
            trouble.makeSome();
        }
        broker.endSessions();
        possible.clear();
        for (SimulatedProcess process : processes) {
            process.wakeIfDue();
            process.addSteps(possible);
        }
        if (store.calls().hasDue()) {
            possible.add(storeGoesOn);
            possible.add(storeGoesOn);
        }
        digest = digest * 31 + possible.size() + nanos;
        if (possible.isEmpty()) {
            if (timePasses) {
                advance(nextNanos() - nanos);
            }
        } else if (timePasses && random.nextInt(8) == 0) {
            advance(random.nextLong(LONGEST_STEP_NANOS));
        } else {
            possible.get(random.nextInt(possible.size())).run();
        }
        processes.removeIf(SimulatedProcess::isGone);
        checkAlways();
    }

    private void feed() {
        if (!fed && random.nextInt(3) == 0) {
            Optional<SimulatedWorkload.Event> event = workload.next();
            event.ifPresent(broker::append);
            if (event.isEmpty()) {
                broker.appendMarkers();
                fed = true;
            }
        }
    }

    private long nextNanos() {
        long next = Math.min(store.calls().nextDueNanos(), broker.nextNanos());
        for (SimulatedProcess process : processes) {
            next = Math.min(next, process.nextNanos());
        }
        return next;
    }

    /** Time passes, for the one on top not beyond the end of its wait, and for those below it only as long as they wait. */
    private void advance(long wanted) {
        long delta = Math.max(1, Math.min(wanted, Duration.ofSeconds(1).toNanos()));
        for (int i = frames.size() - 1; i >= 0; i--) {
            Frame frame = frames.get(i);
            if (i == frames.size() - 1) {
                delta = Math.max(
                        1, Math.min(delta, frame.untilNanos() - frame.process().nanos()));
            } else {
                frame.process().heldUp(frame.heldUp(delta));
            }
        }
        for (SimulatedProcess process : processes) {
            if (process.standsStill()) {
                process.heldUp(delta);
            }
        }
        nanos += delta;
    }

    /** What a waiting poll loop sees: the others go on. */
    void await(SimulatedProcess process, Signal signal, long seen, Duration longest) {
        Frame frame = new Frame(process, signal, seen, process.nanos() + Math.max(1, longest.toNanos()));
        frames.add(frame);
        while (!frame.isOver()) {
            step(true);
        }
        frames.remove(frames.size() - 1);
        if (process.isDead()) {
            throw new SimulatedProcess.Died();
        }
    }

    /** At times somebody else makes a step here, and for the process no time passes. */
    void othersGoOn(SimulatedProcess process) {
        if (random.nextInt(4) == 0) {
            frames.add(new Frame(process, new Signal(), 0, process.nanos()));
            step(false);
            frames.remove(frames.size() - 1);
        }
    }

    private void calm() {
        calm = true;
        if (broker.isAnyLogCut()) {
            // Somebody has mended the gaps and starts the connector again.
            broker.restoreLog();
            processes.forEach(SimulatedProcess::die);
            processes.removeIf(SimulatedProcess::isGone);
        }
        // For a while at the most, and often then the last commit of all: nothing is left that would make up for it.
        broker.failCommits(random.nextBoolean() ? nanos + random.nextLong(LATEST_COMMIT_FAILURE_NANOS) : 0);
        store.calm();
        deadLetters.down(0);
        careForTheHalted();
    }

    /** Somebody has looked at the dead letters. */
    private void careForTheHalted() {
        for (SimulatedProcess process : processes) {
            if (process.isHalted() && !process.isEnding()) {
                process.stop();
            }
        }
        if (processes.stream().allMatch(SimulatedProcess::isEnding)) {
            start();
        }
    }

    /** Before progress is raised everything below it must be in the store, newer there, or a stored letter. */
    private void raising(int partition, long from, long to) {
        for (SimulatedBroker.Entry entry : broker.between(new TopicPartition("bank", partition), from, to)) {
            SimulatedWorkload.Event event = entry.event();
            boolean letter = deadLetters.isStored(partition, entry.offset());
            boolean held = !event.isUnreadable() && event.writes().stream().allMatch(write -> isHeld(write) || letter);
            if (!held && !letter) {
                throw new AssertionError("raised past " + partition + "@" + entry.offset() + ", which is nowhere");
            }
        }
    }

    private boolean isHeld(RowWrite write) {
        @Nullable RowWrite held = store.rows().get(write.key());
        return held != null && !write.version().isNewerThan(held.version());
    }

    private boolean isAllProgress() {
        return broker.partitions().stream()
                .allMatch(partition ->
                        store.progress().held(Samples.progressKey(partition)).orElse(0) == broker.end(partition));
    }

    private void checkAlways() {
        for (SimulatedProcess process : processes) {
            @Nullable Throwable failure = process.failure().orElse(null);
            if (failure != null) {
                throw new AssertionError(process + " failed", failure);
            }
            long sincePoll = process.nanos() - process.consumer().lastPollNanos();
            if (sincePoll > POLL_GAP.toNanos() && !process.isEnding() && !process.isAway()) {
                throw new AssertionError(process + " has not polled for " + sincePoll / 1_000_000 + " ms");
            }
            process.audit().requireProgress();
            process.requireSettled();
        }
    }

    /** A store that was set back between two changes of one version may get the later one first: in docs/guarantees.md. */
    private boolean isTiedAfterSetBack(RowWrite newest, @Nullable RowWrite held) {
        return broker.isStoreSetBack()
                && held != null
                && held.version().equals(newest.version())
                && !workload.event(held).isPoison(held);
    }

    private void checkEnd() {
        workload.truth().forEach((key, newest) -> {
            @Nullable RowWrite held = store.rows().get(key);
            if (!newest.equals(held) && !isTiedAfterSetBack(newest, held)) {
                throw new AssertionError(key + " is " + held + ", at the source " + newest);
            }
        });
        if (!store.rows().keySet().equals(workload.truth().keySet())) {
            throw new AssertionError("rows that nobody wrote");
        }
    }
}
