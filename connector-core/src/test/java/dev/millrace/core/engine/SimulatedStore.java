package dev.millrace.core.engine;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps the newest version of each row, deletes included, and answers when its time has come: late, not at all,
 * with an error after it has written, or as a whole for one bad row; all rows of a call together, or each by itself. Writes first and answers later: in between anything happens.
 */
final class SimulatedStore {
    /** A write that fails alone three times while others are applied counts as one that breaks its connection. */
    private static final int MOST_CUTS_ALONE = 2;

    private final Random random;
    private final LongSupplier nanos;
    private final SimulatedWorkload workload;
    private final Map<RowKey, RowWrite> rows = new HashMap<>();
    private final Map<RowKey, Long> dependentUntil = new HashMap<>();
    private final Map<RowWrite, Integer> cutsAlone = new HashMap<>();
    private final SimulatedCalls calls;
    private final SimulatedProgress progress;
    private @Nullable Snapshot snapshot;
    private long downUntil;
    private long flakyUntil;
    private long slowUntil;

    /** What it held at one instant. */
    private record Snapshot(Map<RowKey, RowWrite> rows, Map<ProgressKey, Long> progress) {}

    SimulatedStore(
            Random random,
            LongSupplier nanos,
            SimulatedWorkload workload,
            SimulationSettings.Answers manner,
            SimulatedProgress.RaiseCheck check) {
        this.random = random;
        this.nanos = nanos;
        this.workload = workload;
        this.calls = new SimulatedCalls(this, random, nanos, manner);
        this.progress = new SimulatedProgress(random, () -> isUntil(downUntil), () -> isUntil(flakyUntil), check);
    }

    SimulatedProgress progress() {
        return progress;
    }

    void takeSnapshot() {
        snapshot = new Snapshot(Map.copyOf(rows), progress.snapshot());
    }

    /** Another server takes over, which holds an earlier state. Nobody is connected to it. Returns whether there is one. */
    boolean setBack() {
        Snapshot to = snapshot;
        if (to == null) {
            return false;
        }
        rows.clear();
        rows.putAll(to.rows());
        progress.setBack(to.progress());
        calls.refuse();
        return true;
    }

    /** Refuses the row until then. */
    void makeDependent(RowKey key, long untilNanos) {
        dependentUntil.put(key, untilNanos);
    }

    void down(long untilNanos) {
        downUntil = untilNanos;
    }

    void flaky(long untilNanos) {
        flakyUntil = untilNanos;
    }

    void slow(long untilNanos) {
        slowUntil = untilNanos;
    }

    void calm() {
        dependentUntil.clear();
        downUntil = 0;
        flakyUntil = 0;
        slowUntil = 0;
    }

    Map<RowKey, RowWrite> rows() {
        return rows;
    }

    SimulatedCalls calls() {
        return calls;
    }

    boolean isDown() {
        return isUntil(downUntil);
    }

    boolean isSlow() {
        return isUntil(slowUntil);
    }

    private boolean isUntil(long untilNanos) {
        return nanos.getAsLong() < untilNanos;
    }

    /** The store as one process sees it. */
    Target connection(SimulatedProcess process) {
        ProgressStore connected = progress.connect(process);
        return new Target() {
            @Override
            public Optional<TargetTable> table(String sourceTable) {
                return Optional.of(Samples.ACCOUNT);
            }

            @Override
            public void write(List<RowWrite> batch, Answers answers) {
                calls.begin(process, batch, answers);
            }

            @Override
            public List<Optional<ChangeVersion>> heldVersions(TargetTable table, List<RowKey> keys) {
                throw new UnsupportedOperationException("nobody asks");
            }

            @Override
            public ProgressStore progress() {
                return connected;
            }

            @Override
            public void close() {}
        };
    }

    /** Does what is asked for, or some of it, or nothing. Gives the answers. */
    List<Outcome> carryOut(SimulatedCalls.Open call) {
        if (call.isRefused() || isDown()) {
            call.process().happened(SimulationFault.STORE_DOWN);
            return failed(call, FailureKind.UNAVAILABLE, Outcome.Scope.BATCH);
        }
        boolean flaky = isUntil(flakyUntil);
        if (flaky && random.nextInt(3) == 0) {
            return failedAnyhow(call);
        }
        boolean pinned = random.nextBoolean();
        if (!pinned && anyOf(call, this::isPoison)) {
            call.process().happened(SimulationFault.POISON);
            return failed(call, FailureKind.POISON, Outcome.Scope.BATCH);
        }
        if (!pinned && anyOf(call, this::isDependent)) {
            call.process().happened(SimulationFault.DEPENDENCY_MISSING);
            return failed(call, FailureKind.DEPENDENCY, Outcome.Scope.BATCH);
        }
        List<Outcome> outcomes = new ArrayList<>(call.batch().size());
        for (RowWrite write : call.batch()) {
            if (flaky && random.nextInt(5) == 0) {
                call.process().happened(SimulationFault.STORE_TRANSIENT);
                outcomes.add(new Outcome.Failed(FailureKind.TRANSIENT, "CODE", Outcome.Scope.ROW));
            } else {
                outcomes.add(outcome(call, write));
            }
        }
        return outcomes;
    }

    private boolean anyOf(SimulatedCalls.Open call, java.util.function.Predicate<RowWrite> what) {
        return call.batch().stream().anyMatch(what);
    }

    private boolean isPoison(RowWrite write) {
        return !write.isDelete() && workload.event(write).isPoison();
    }

    private boolean isDependent(RowWrite write) {
        @Nullable Long until = dependentUntil.get(write.key());
        return until != null && isUntil(until);
    }

    private List<Outcome> failedAnyhow(SimulatedCalls.Open call) {
        boolean written = random.nextBoolean();
        if (written) {
            for (RowWrite write : call.batch()) {
                if (!isPoison(write) && !isDependent(write) && random.nextInt(4) != 0) {
                    outcome(call, write);
                }
            }
        }
        boolean cut = random.nextBoolean();
        if (cut && call.callSize() == 1) {
            cut = cutsAlone.merge(call.batch().get(0), 1, Integer::sum) <= MOST_CUTS_ALONE;
        }
        call.process().happened(written ? SimulationFault.STORE_TIMEOUT_AFTER_WRITE : SimulationFault.STORE_TRANSIENT);
        return failed(
                call,
                cut ? FailureKind.UNAVAILABLE : FailureKind.TRANSIENT,
                random.nextBoolean() ? Outcome.Scope.ROW : Outcome.Scope.BATCH);
    }

    static List<Outcome> failed(SimulatedCalls.Open call, FailureKind kind, Outcome.Scope scope) {
        return Collections.nCopies(call.batch().size(), new Outcome.Failed(kind, "CODE", scope));
    }

    private Outcome outcome(SimulatedCalls.Open call, RowWrite write) {
        if (isPoison(write)) {
            call.process().happened(SimulationFault.POISON);
            return new Outcome.Failed(FailureKind.POISON, "CODE", Outcome.Scope.ROW);
        }
        if (isDependent(write)) {
            call.process().happened(SimulationFault.DEPENDENCY_MISSING);
            return new Outcome.Failed(FailureKind.DEPENDENCY, "CODE", Outcome.Scope.ROW);
        }
        if (call.process().isForeignTo(workload.event(write).partition())) {
            call.process().happened(SimulationFault.ZOMBIE_WRITE);
        }
        RowWrite held = rows.get(write.key());
        if (held != null && !write.version().isNewerThan(held.version())) {
            return Outcome.STALE;
        }
        rows.put(write.key(), write);
        return Outcome.APPLIED;
    }
}
