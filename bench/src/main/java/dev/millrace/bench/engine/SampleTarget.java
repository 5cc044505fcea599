package dev.millrace.bench.engine;

import dev.millrace.bench.sample.SampleTable;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A target that takes everything, after a time per batch. Callers do not hinder each other. Safe for all threads. */
final class SampleTarget implements Target {
    private final TargetTable table = SampleTable.create();
    private final Optional<TargetTable> found = Optional.of(table);
    private final ProgressStore progress = new SampleProgress();
    private final long nanos;

    SampleTarget(TargetKind kind) {
        this.nanos = kind.time().toNanos();
    }

    @Override
    public Optional<TargetTable> table(String sourceTable) {
        return sourceTable.equals(SampleTable.SOURCE) ? found : Optional.empty();
    }

    @Override
    public void write(List<RowWrite> batch, Answers answers) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        for (int i = 0; i < batch.size(); i++) {
            answers.answer(i, Outcome.APPLIED);
        }
    }

    @Override
    public List<Optional<ChangeVersion>> heldVersions(TargetTable of, List<RowKey> keys) {
        return keys.stream().map(key -> Optional.<ChangeVersion>empty()).toList();
    }

    @Override
    public ProgressStore progress() {
        return progress;
    }

    @Override
    public void close() {}
}
