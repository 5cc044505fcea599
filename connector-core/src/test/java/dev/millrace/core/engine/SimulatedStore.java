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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A store that keeps the newest version of each row, deletes included, and answers when its time has come: late, not at all,
 * with an error after it has written, or as a whole for one bad row.
 */
final class SimulatedStore {
    /** A call that is not answered yet. */
    private static final class Open {
        private final List<RowWrite> batch;
        private final Target.Answers answers;
        private final long dueNanos;
        private boolean unreachable;

        Open(List<RowWrite> batch, Target.Answers answers, long dueNanos, boolean unreachable) {
            this.batch = batch;
            this.answers = answers;
            this.dueNanos = dueNanos;
            this.unreachable = unreachable;
        }
    }

    private final Random random;
    private final LongSupplier nanos;
    private final Map<RowKey, RowWrite> rows = new HashMap<>();
    private final Set<ChangeVersion> poison = new HashSet<>();
    private final Set<RowKey> dependent = new HashSet<>();
    private final List<Open> open = new ArrayList<>();
    private final SimulatedProgress progress;
    private boolean down;
    private double flakiness;
    private long slownessNanos;

    /** What it held at one instant. */
    record Snapshot(Map<RowKey, RowWrite> rows, Map<ProgressKey, Long> progress) {}

    SimulatedStore(Random random, LongSupplier nanos, SimulatedProgress.RaiseCheck check) {
        this.random = random;
        this.nanos = nanos;
        this.progress = new SimulatedProgress(random, check);
    }

    Snapshot snapshot() {
        return new Snapshot(Map.copyOf(rows), progress.snapshot());
    }

    /** Another server takes over, which holds an earlier state. Whoever was connected is not any more. */
    void setBack(Snapshot to) {
        rows.clear();
        rows.putAll(to.rows());
        progress.setBack(to.progress());
        open.forEach(call -> call.unreachable = true);
    }

    SimulatedProgress progress() {
        return progress;
    }

    void poison(ChangeVersion version) {
        poison.add(version);
    }

    boolean isPoison(ChangeVersion version) {
        return poison.contains(version);
    }

    /** Refuses the row until {@link #satisfyDependencies()}. */
    void makeDependent(RowKey key) {
        dependent.add(key);
    }

    void satisfyDependencies() {
        dependent.clear();
    }

    void down(boolean isDown) {
        down = isDown;
        progress.down(isDown);
    }

    boolean isDown() {
        return down;
    }

    /** @param share of the calls that fail for no reason of their own */
    void flaky(double share) {
        flakiness = share;
        progress.flaky(share);
    }

    void slow(long delayNanos) {
        slownessNanos = delayNanos;
    }

    Optional<RowWrite> row(RowKey key) {
        return Optional.ofNullable(rows.get(key));
    }

    Map<RowKey, RowWrite> rows() {
        return rows;
    }

    /** The store as one process sees it. */
    Target connection() {
        ProgressStore connected = progress.connect();
        return new Target() {
            @Override
            public Optional<TargetTable> table(String sourceTable) {
                return Optional.of(Samples.ACCOUNT);
            }

            @Override
            public void write(List<RowWrite> batch, Answers answers) {
                long delay = random.nextInt(5_000_000) + (slownessNanos == 0 ? 0 : random.nextLong(slownessNanos));
                open.add(new Open(List.copyOf(batch), answers, nanos.getAsLong() + delay, down));
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

    boolean hasDue() {
        return open.stream().anyMatch(call -> call.dueNanos <= nanos.getAsLong());
    }

    long nextDueNanos() {
        return open.stream().mapToLong(call -> call.dueNanos).min().orElse(Long.MAX_VALUE);
    }

    /** Answers one of the calls whose time has come; those of dead processes are carried out all the same. */
    void answerOne() {
        List<Open> due =
                open.stream().filter(call -> call.dueNanos <= nanos.getAsLong()).toList();
        Open call = due.get(random.nextInt(due.size()));
        open.remove(call);
        if (call.unreachable || down) {
            fail(call, FailureKind.UNAVAILABLE, Outcome.Scope.BATCH);
        } else if (random.nextDouble() < flakiness) {
            failAnyhow(call);
        } else if (call.batch.stream().anyMatch(write -> isPoison(write.version())) && random.nextBoolean()) {
            fail(call, FailureKind.POISON, Outcome.Scope.BATCH);
        } else {
            for (int i : order(call.batch.size())) {
                call.answers.answer(i, outcome(call.batch.get(i)));
            }
        }
    }

    private void failAnyhow(Open call) {
        boolean written = random.nextBoolean();
        if (written) {
            call.batch.stream().filter(write -> !isPoison(write.version())).forEach(this::outcome);
        }
        FailureKind kind = random.nextBoolean() ? FailureKind.TRANSIENT : FailureKind.UNAVAILABLE;
        fail(call, kind, random.nextBoolean() ? Outcome.Scope.ROW : Outcome.Scope.BATCH);
    }

    private void fail(Open call, FailureKind kind, Outcome.Scope scope) {
        for (int i : order(call.batch.size())) {
            call.answers.answer(i, new Outcome.Failed(kind, "CODE", scope));
        }
    }

    private List<Integer> order(int size) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            order.add(random.nextInt(order.size() + 1), i);
        }
        return order;
    }

    private Outcome outcome(RowWrite write) {
        if (isPoison(write.version())) {
            return new Outcome.Failed(FailureKind.POISON, "CODE", Outcome.Scope.ROW);
        }
        if (dependent.contains(write.key())) {
            return new Outcome.Failed(FailureKind.DEPENDENCY, "CODE", Outcome.Scope.ROW);
        }
        RowWrite held = rows.get(write.key());
        if (held != null && !write.version().isNewerThan(held.version())) {
            return Outcome.STALE;
        }
        rows.put(write.key(), write);
        return Outcome.APPLIED;
    }
}
