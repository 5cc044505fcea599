package dev.millrace.core.engine;

import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of one batch until each is settled: retries what may pass, halves what failed as a whole, and lets the
 * predecessor of a write that can never be applied take its place. For one lane's thread.
 */
final class BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    private final Target target;
    private final Settler settler;
    private final EngineState state;
    private final EngineSettings settings;
    private final ConnectorMetrics metrics;
    private final LongSupplier nanoClock;
    private final RandomGenerator random;
    /** The last call failed as a whole for what may be its size, as a time limit: it comes again in halves. */
    private boolean tooMuch;

    BatchWriter(
            Target target,
            Settler settler,
            EngineState state,
            EngineSettings settings,
            ConnectorMetrics metrics,
            LongSupplier nanoClock,
            RandomGenerator random) {
        this.target = target;
        this.settler = settler;
        this.state = state;
        this.settings = settings;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
        this.random = random;
    }

    /** Returns once every row is settled, dropped with its assignment, or given up because the engine stops. */
    void write(List<RowTask> rows) throws InterruptedException {
        Deque<List<RowTask>> work = new ArrayDeque<>();
        work.add(rows);
        int attempt = 0;
        while (!work.isEmpty() && !state.isStopping()) {
            List<RowTask> batch = withoutEnded(work.removeFirst());
            if (batch.isEmpty()) {
                continue;
            }
            List<RowTask> again = writeOnce(batch, work);
            if (again.isEmpty()) {
                attempt = 0;
                continue;
            }
            int middle = tooMuch ? again.size() / 2 : 0;
            if (middle > 0) {
                work.addLast(again.subList(0, middle));
            }
            work.addLast(again.subList(middle, again.size()));
            if (again.size() < batch.size()) {
                attempt = 0;
            }
            attempt++;
            state.pause(settings.retry().delay(attempt, random));
        }
    }

    /** Without the writes of partitions that went away. What such a write had replaced may be another partition's: it stays. */
    private static List<RowTask> withoutEnded(List<RowTask> rows) {
        List<RowTask> live = new ArrayList<>(rows.size());
        for (RowTask task : rows) {
            @Nullable RowTask front = task;
            while (front != null && !front.assignment().isActive()) {
                front = front.predecessor();
            }
            if (front != null) {
                live.add(front);
            }
        }
        return live;
    }

    /**
     * @param work takes the parts that can be written at once
     * @return the writes that have to wait before they are tried again
     */
    private List<RowTask> writeOnce(List<RowTask> batch, Deque<List<RowTask>> work) throws InterruptedException {
        batch.forEach(task -> task.assignment().writing(1));
        try {
            return settle(batch, call(batch), work);
        } finally {
            // After the settlements: whoever waits for the calls in flight commits what they settled.
            batch.forEach(task -> task.assignment().written(1));
            state.progressed();
        }
    }

    private List<RowTask> settle(List<RowTask> batch, BatchAnswers answers, Deque<List<RowTask>> work) {
        List<RowTask> again = new ArrayList<>();
        List<RowTask> promoted = new ArrayList<>();
        List<RowTask> blamedTogether = new ArrayList<>();
        tooMuch = true;
        for (int i = 0; i < batch.size(); i++) {
            RowTask task = batch.get(i);
            Outcome outcome = answers.outcome(i);
            tooMuch &= outcome instanceof Outcome.Failed failed
                    && failed.kind() == FailureKind.TRANSIENT
                    && failed.scope() == Outcome.Scope.BATCH;
            if (outcome instanceof Outcome.Applied) {
                state.applied();
                settler.written(task, Settlement.APPLIED);
            } else if (outcome instanceof Outcome.Stale) {
                settler.written(task, Settlement.STALE);
            } else if (outcome instanceof Outcome.Failed failed) {
                switch (verdict(task, failed, batch.size())) {
                    case AGAIN -> again.add(task);
                    case HALVE -> blamedTogether.add(task);
                    case REJECT -> {
                        settler.rejected(task, reason(failed));
                        if (task.predecessor() != null) {
                            promoted.add(task.predecessor());
                        }
                    }
                }
            }
        }
        addHalves(blamedTogether, batch.size(), work);
        if (!promoted.isEmpty()) {
            work.addFirst(promoted);
        }
        return again;
    }

    private static String reason(Outcome.Failed failed) {
        return failed.kind() == FailureKind.DEPENDENCY ? RejectionReason.DEPENDENCY_TIMEOUT.name() : failed.code();
    }

    private enum Verdict {
        AGAIN,
        HALVE,
        REJECT
    }

    private Verdict verdict(RowTask task, Outcome.Failed failed, int batchSize) {
        boolean pinned = failed.scope() == Outcome.Scope.ROW || batchSize == 1;
        return switch (failed.kind()) {
            case TRANSIENT, UNAVAILABLE -> Verdict.AGAIN;
            case POISON -> pinned ? Verdict.REJECT : Verdict.HALVE;
            case DEPENDENCY -> {
                if (!pinned) {
                    yield Verdict.HALVE;
                }
                boolean expired = task.dependencyExpired(
                        nanoClock.getAsLong(), settings.dependencyWait().toNanos());
                yield expired ? Verdict.REJECT : Verdict.AGAIN;
            }
            case FATAL -> {
                if (!state.hasApplied()) {
                    state.fail(new EngineFailure(new Problem(
                            ProblemCode.TARGET_REFUSED,
                            task.write().table().name(),
                            "the target refused the first write with " + failed.code(),
                            "check the table and the privileges of the connector's user, then start again")));
                }
                yield Verdict.AGAIN;
            }
        };
    }

    /** A failure that is nobody's yet: half the rows at a time finds whose it is. */
    private static void addHalves(List<RowTask> rows, int batchSize, Deque<List<RowTask>> work) {
        if (rows.isEmpty()) {
            return;
        }
        if (rows.size() < batchSize) {
            work.addFirst(rows);
            return;
        }
        int middle = rows.size() / 2;
        work.addFirst(rows.subList(middle, rows.size()));
        work.addFirst(rows.subList(0, middle));
    }

    private BatchAnswers call(List<RowTask> batch) throws InterruptedException {
        List<RowWrite> writes = new ArrayList<>(batch.size());
        for (RowTask task : batch) {
            writes.add(task.write());
        }
        long start = nanoClock.getAsLong();
        BatchAnswers answers = new BatchAnswers(writes.size());
        target.write(writes, answers);
        answers.awaitAll();
        metrics.wrote(writes.size(), Duration.ofNanos(nanoClock.getAsLong() - start));
        warnOfFailure(answers, writes.size());
        return answers;
    }

    private static void warnOfFailure(BatchAnswers answers, int size) {
        for (int i = 0; i < size; i++) {
            if (answers.outcome(i) instanceof Outcome.Failed failed && failed.kind() != FailureKind.POISON) {
                LOG.warn("the target did not take a batch of {}: {} {}", size, failed.kind(), failed.code());
                return;
            }
        }
    }
}
